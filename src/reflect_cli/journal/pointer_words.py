"""The words the identity check knows. It reads English, and only what stands here.

Every list is short on purpose: a word missing here is a thing missed, and the check says of itself that it
misses things. docs/identity-check.md has what it finds and what it does not.
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: First names that are no other English word. Found in any case, also at the start of a sentence.
FIRST_NAMES = frozenset(
    _listed("""
    aaron abby abdul abigail adam adele adrian agnes ahmed aisha alan albert alex alexander alexandra
    alexis alfie ali alice alicia alison alistair amanda amelia amir amy ana anastasia andrea andreas
    andrew andy angela angus anita ann anna anne annie anthony antonio arjun arthur asha ashley astrid
    audrey barbara beatrice becca becky ben benjamin bernard beth bianca boris brenda brian bridget
    bruno caitlin callum cameron camille carl carla carlos carmen carol caroline catherine cathy cecilia
    charles charlie charlotte chen chiara chloe chris christian christina christopher ciara claire clara
    claudia colin connor craig cynthia damien daniel daniela danielle danny darren dave david
    debbie deborah deepak denise dennis derek diana diego dimitri dominic donna dorothy dylan eddie
    edward eileen elaine eleanor elena eli elizabeth ella ellen ellie eloise elsa emily emma enrique eric
    erik erin esther ethan eva evan evelyn ewan farah fatima felix fiona florence fran francesca francis
    frankie frederick gareth gary gavin gemma geoff george georgia gerald giovanni giulia glen gordon
    graham greg hannah harriet harry hassan heidi helen helena henrik henry hugo hussein ian
    ibrahim imogen ines ingrid irene isaac isabel isabella isla ismail ivan jacob jake jamal james jamie
    jan jane janet jasmine jason jasper jennifer jenny jeremy jess jesse jessica jill joan joanna
    joe joel johan johanna john johnny jonas jonathan jordan jorge jose joseph josh joshua joyce juan
    judith julia julian julie jun justin kai karen karim karin karl kasia kate katherine kathleen katie
    katrin kayla keith kelly ken kenneth kerry kevin khalid kieran kim kirsten kirsty kyle lara lars
    laura lauren leah lee lena leo leon leonie lewis liam linda lindsay lisa louis louise luca lucas
    lucia lucy luis luke lydia maddie madeleine maeve magda malik mandy manuel marco margaret maria marie
    marina mario marisol martha martin mary matt matthew maya megan mehmet mei melanie melissa michael
    michelle miguel mike milly mina miriam mohamed mohammed moira molly monica muhammad nadia naomi nadine
    natalia natalie natasha nathan neil niall niamh nicholas nicola nicole nigel nikki nina noah noor nora
    oliver olivia omar oscar oskar owen pablo pamela patricia patrick paul paula pedro peter petra
    phil philip philippa phoebe polly priya rachel rafael rajesh ravi rebecca rhys ricardo richard rita
    robert robin roger rohan ronan rosa rosie rowan rupert russell ruth ryan sabrina sadie sally
    sam samantha samir samuel sandra sara sarah saskia scott sean sebastian sergio shannon sharon sheila
    simon simone sinead siobhan sofia sonia sophia sophie stacey stefan stella stephanie stephen steve
    steven stuart sunita susan susie svetlana tamara tanya tara tariq ted teresa tessa theo thomas tim
    timothy tina toby tom tommy tony tracey tracy trevor valentina vanessa veronica vicky victoria vikram
    vincent wanda wayne wendy xavier yasmin yusuf yuki yvonne zach zahra zainab zara zoe
""")
)

#: Words that begin a sentence without naming anybody. Others there are looked at by what follows.
BEGINNERS = frozenset(
    _listed("""
    a about above accountable across actually admitting after afterwards again against ages all almost
    alone along already also although always am among an and another any anybody anyone anything anyway
    apart are around as ashamed aside asking at away back bad barely because been before behind being
    below beneath beside besides between beyond big both but by can cannot careful clearly could
    curiosity daylight deep despite did do does doing don't done down drink drunk during each early
    either else enough even evening eventually ever every everybody everyone everything except excuse
    fear few finally first for four friends from further give given giving god going good great guilt had
    half hardly has have having he hence her here hers herself him himself his honestly hope how however
    i if in indeed inside instead into is it its itself just keep keeping knowing last lately later laughter
    least less let lets life like listen little long looking love lying many may maybe me mean men might
    mine more morning most mostly much music must my myself near nearly neither never nevertheless new
    next night no nobody none nor not nothing now nowhere of off often oh ok okay old on once one only
    or other others otherwise our ourselves out outside over part past people perhaps please pride
    quickly quiet quietly quite rather really right sadly same saying second seeing several shame she
    should silence since sit slowly so some somebody somehow someone something sometimes somewhere soon
    still stop stopping strangers such suddenly sure take taking telling ten than that the their
    them themselves then there therefore these they things think thinking third this those though three
    through time to today together tomorrow tonight too towards truth two under unless until up upon us
    usually very was we well were what whatever when whenever where wherever whether which while who
    whoever whole whom whose why will with within without women words would writing yeah years yes
    yesterday yet you your yours yourself
""")
)

#: Words with a capital that name neither a person nor a place.
CAPITALS = frozenset(_listed("i ok tv dvd cd pc am pm god reflect support facebook whatsapp sms"))

#: In the lists below `_` stands for a space, and the entries are patterns.
#: Kin, and people somebody stands in a bond with: found after "my", "her" and the like.
BONDS = _listed("""
    aunt auntie boyfriend brother brother-in-law cousin dad daughter ex ex-boyfriend ex-girlfriend
    ex-husband ex-wife father fianc[eé]e? flatmate girlfriend godmother grandmother granddaughter housemate
    husband landlady landlord mother mum mom nan neighbou?r nephew niece partner roommate sister
    sister-in-law son stepdaughter stepfather stepmother stepsister uncle wife
""")

#: Work and standing: found after any article too.
POSTS = _listed("""
    accountant apprentice assistant au[_-]pair babysitter barmaid bartender boss cadet caretaker carer
    chaplain classmate cleaner client coach co-?worker colleague cook corporal customer dancer dentist
    director doctor driver editor foreman guest headmaster imam instructor intern landlady landlord lawyer
    lecturer lodger manager midwife model nanny neighbou?r nurse officer paramedic patient physio pilot pupil
    porter priest producer professor rabbi receptionist recruit sales?(wo)?man secretary sergeant shift[_-]leader
    singer social[_-]worker student supervisor surgeon teacher team[_-]?mate therapist trainee trainer
    translator tutor vicar volunteer waitress
""")

#: Kinds of place that can be told from others once somebody knows the people.
PLACES = _listed("""
    academy airport army bakery bank barracks beach camp campsite campus canteen chapel church cinema
    clinic club coll[eè]ge company conference council court cricket factory faculty farm festival firm
    football garage gym hall halls harbour hospital hostel hotel island lake library market mosque museum
    office park pitch playground pool prison pub quarry regiment restaurant ring road rugby salon sauna
    school ship shop site society stadium station studio surgery synagogue temple theatre uni university
    village ward warehouse workshop
""")

#: What a street or a public place ends in.
STREETS = _listed("""
    street road lane avenue close square park drive crescent terrace gardens hill bridge wharf quay court
    college school university hospital church hotel arms inn tavern station hall house club
""")

MONTHS = (
    "january|february|april|june|july|august|september|october|november|december|"
    "jan|feb|apr|aug|sept?|oct|nov|dec"
)
DAYS = "mon|tues|wednes|thurs|fri|satur|sun"
FEASTS = _listed("""
    all_saints ash_wednesday bank_holiday bonfire_night boxing_day burns_night carnival
    christmas(_eve|_day)? diwali easter eid fresher[s']*_week good_friday guy_fawkes hall?oween
    hanukkah hogmanay lent may_day midsummer new_year('?s)?(_eve|_day)? passover pride ramadan
    st[.]?_patrick'?s(_day)? thanksgiving valentine'?s(_day)? whitsun
""")
EVENTS = _listed("""
    anniversary ball barbecue birthday christening conference engagement final funeral graduation hen_(do|night)
    leaving_(do|party) prom reunion stag(_(do|night|weekend))? summer_party wedding works?_do
""")
TITLES = "mrs?|ms|miss|dr|prof(essor)?|sir|dame|lady|lord|father|sister|brother|uncle|auntie?|reverend|rev|coach|captain"
