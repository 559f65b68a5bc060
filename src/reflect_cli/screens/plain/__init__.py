"""Line mode: linear, numbered, no redraw, no colour. The reference voice."""
