"""Who told and who helped, told without a name: an invented sentence for each way to say it."""

import pytest

from covered_letters import covered_letters, letters

CASES = [
    (
        "The source, who lives across the street from the family, said so.",
        "lives across the street from the family",
    ),
    ("a relative of the woman in South Korea said", "relative of the woman"),
    ("the man who had shared a cell with her", "shared a cell with her"),
    ("A guard at the detention centre said so.", "guard at the detention centre"),
    ("an employee of the hospital said", "employee of the hospital"),
    ("The source heard it from the woman's sister.", "sister"),
    ("a person who attended the wedding", "attended the wedding"),
    ("said a teacher at the daughter's school", "teacher at the daughter's school"),
    ("a trader who travels to Hyesan monthly", "travels to Hyesan"),
    ("he told us over KakaoTalk from Hyesan", "from Hyesan"),
    ("said the driver who took them to the border", "driver who took them to the border"),
    ("His wife's uncle, a party secretary, said so.", "His wife's uncle"),
    ("A pastor drove them to Shenyang.", "pastor"),
    (
        "A woman who used to sit next to her at the mill said so.",
        "A woman who used to sit next to her at the mill",
    ),
    (
        "A soldier who was on duty that night told us.",
        "A soldier who was on duty that night",
    ),
    ("The person who sold them the boat said so.", "The person who sold them the boat"),
    (
        "It was cold, according to one of the cooks who fed the guards.",
        "one of the cooks who fed the guards",
    ),
    ("She is one of the two people who knew the address.", "one of the two people who knew"),
    ("A classmate of the girl wept.", "A classmate of the girl"),
    ("I was in the cell with her.", "I was in the cell with her"),
    (
        "Our contact, a nurse on the night shift of the county hospital, counted nine.",
        "a nurse on the night shift of the county hospital",
    ),
    (
        "One of the two interpreters at the hearing told us what was said.",
        "One of the two interpreters at the hearing",
    ),
    ("A clerk who typed the list kept a copy of it.", "A clerk who typed the list"),
    (
        "According to a bus driver whose route passes the gate, nine vans left.",
        "a bus driver whose route passes the gate",
    ),
    (
        "She called us from her brother's shop in the lower town.",
        "her brother's shop in the lower town",
    ),
    (
        "As the person who kept the keys, I know when the door was opened.",
        "the person who kept the keys",
    ),
    ("I slept in the bunk above hers until May.", "slept in the bunk above hers"),
    ("Only three of us were in the office that day.", "Only three of us were in the office"),
    ("From my window I can see the yard where they exercise.", "From my window I can see the yard"),
    (
        "An accountant in the ministry's transport department leaked the invoices.",
        "An accountant in the ministry's transport department",
    ),
    ("The barber who shaved their heads told his wife.", "The barber who shaved their heads"),
    (
        "A source close to the family's former landlord confirmed it.",
        "close to the family's former landlord",
    ),
    ("My cousin guards the third post on that road.", "My cousin guards the third post"),
    (
        "A monk from the monastery that fed them counted forty.",
        "A monk from the monastery that fed them",
    ),
    ("I signed the same paper two days after her.", "signed the same paper two days after her"),
    (
        "A man who shared a taxi with the couple saw the arrest.",
        "A man who shared a taxi with the couple",
    ),
    (
        "A former inmate who left in the same month said so.",
        "A former inmate who left in the same month",
    ),
    (
        "A schoolteacher with a green Lada drove them to the pass.",
        "A schoolteacher with a green Lada",
    ),
    ("The fisherman who ferried them has a boat with a yellow sail.", "a boat with a yellow sail"),
    (
        "He keeps two rooms behind his tyre shop for people like us.",
        "two rooms behind his tyre shop",
    ),
    ("The woman at the pharmacy gave us the medicine for nothing.", "The woman at the pharmacy"),
    ("A deacon paid for the tickets with church money.", "A deacon"),
    ("The guide was a one-armed man from the hill tribe.", "one-armed man from the hill tribe"),
    ("The woman who irons their uniforms heard the order.", "The woman who irons their uniforms"),
    ("A junior officer's wife told her hairdresser.", "A junior officer's wife"),
    ("Someone in the records room photographed the page.", "Someone in the records room"),
    ("I was the last to leave the room.", "the last to leave the room"),
    ("Apart from her, only the cook had a key.", "only the cook had a key"),
    (
        "The list was seen by a typist at the people's committee.",
        "a typist at the people's committee",
    ),
    ("He heard it while repairing the warden's generator.", "repairing the warden's generator"),
    (
        "Our stringer, who sells shoes beside the station, phoned at noon.",
        "who sells shoes beside the station",
    ),
    ("The teacher of her younger son confirmed the date.", "The teacher of her younger son"),
    ("A woman deported on the same bus gave this account.", "A woman deported on the same bus"),
    ("We shared one blanket in the corner cell.", "shared one blanket"),
    ("My unit delivered the rice to that camp.", "My unit delivered the rice"),
    ("Speaking in the kitchen of a relative in Dandong, he wept.", "in the kitchen of a relative"),
    ("The ferryman is the one who lost a son in the flood.", "the one who lost a son in the flood"),
    ("They rode in the boot of a tax inspector's car.", "in the boot of a tax inspector's car"),
    ("A nun at the leper hospital kept the baby.", "A nun at the leper hospital"),
    (
        "An elderly couple with a noodle stall fed them for a month.",
        "An elderly couple with a noodle stall",
    ),
    ("The guide charges 40,000 and always wears a fur hat.", "wears a fur hat"),
    ("The driver of the second ambulance told his cousin.", "The driver of the second ambulance"),
    ("A farmer's widow hid them in her silo.", "A farmer's widow"),
    ("A dentist from the county town lent them his car.", "A dentist from the county town"),
    ("Two brothers with a blue tractor towed the cart.", "a blue tractor"),
    (
        "A girl whose father mends the camp's trucks saw it.",
        "A girl whose father mends the camp's trucks",
    ),
    (
        "An aid worker who left the country in June described the yard.",
        "An aid worker who left the country",
    ),
    ("He spoke from a hostel run by monks.", "a hostel run by monks"),
    ("My brother-in-law was on the firing squad.", "My brother-in-law was on the firing squad"),
    ("The imam of the small mosque gave them shelter.", "The imam of the small mosque"),
    (
        "Kim's sister-in-law, who runs the pharmacy by the bus station in Musan, told us.",
        "sister-in-law",
    ),
    (
        "Kim's sister-in-law, who runs the pharmacy by the bus station in Musan, told us.",
        "runs the pharmacy by the bus station",
    ),
    ("Kim's sister-in-law, who runs the pharmacy by the bus station in Musan, told us.", "Musan"),
    (
        "Our source, a clerk in the county's security office, saw the list.",
        "a clerk in the county's security office",
    ),
    ("The pastor who hid them has a red van and a church near the market.", "pastor"),
    ("The pastor who hid them has a red van and a church near the market.", "red van"),
    (
        "The pastor who hid them has a red van and a church near the market.",
        "church near the market",
    ),
    ("I work nights at the toy factory in Dandong, the one with the green gate.", "green gate"),
    (
        "As someone who shared her cell for three weeks, I can say she was kicked.",
        "shared her cell for three weeks",
    ),
    ("A porter at the bus depot saw the vans.", "A porter at the bus depot"),
    ("The wife of the camp's electrician told a friend.", "The wife of the camp's electrician"),
    (
        "He learned it from a colleague who shares an office with the prosecutor.",
        "a colleague who shares an office with the prosecutor",
    ),
    ("A beekeeper with two sons led them over the ridge.", "A beekeeper with two sons"),
    ("The owner of the corner shop fed them.", "The owner of the corner shop"),
    ("A silver minibus with a cracked window took them.", "A silver minibus"),
]


@pytest.fixture(scope="module")
def covered():
    return covered_letters(text for text, _ in CASES)


@pytest.mark.parametrize(("text", "words"), CASES)
def test_who_told_or_helped_is_covered_whole(covered, text, words):
    assert letters(text, words) <= covered[text]
