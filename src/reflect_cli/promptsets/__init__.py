"""What can be asked: the model of a prompt set, its strict reader and its conditions."""
