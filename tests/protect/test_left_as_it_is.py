"""Sentences as reports write them of no one in particular: what they say stays."""

import pytest

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many
from covered_letters import covered_letters, letters

LEFT_ALONE = [
    ("The police held two people at the station.", "police"),
    ("The court sentenced three men in December.", "sentenced"),
    ("Officials said the law had not changed.", "Officials"),
    ("They crossed the street.", "crossed the street"),
    ("A man who was shot died.", "man who was shot"),
    ("I was with the police on it.", "with the police"),
]

# Dates, numbers and named places aside, all of these stay.
HARMLESS = [
    "The government has not answered the letters of the experts.",
    "Forced return of people at risk of torture is prohibited by the convention.",
    "Several families were held for weeks without access to a lawyer.",
    "Aid groups say that food rations were cut twice last year.",
    "The report is based on interviews with people who had left the country.",
    "Most of those sent back were women.",
    "The court found that the detention had been unlawful.",
    "Border guards fired warning shots into the air.",
    "The ministry denied that anyone had been deported.",
    "Human rights groups called on the government to stop the deportations.",
    "Witnesses said that the police used batons.",
    "The number of arrivals fell sharply after the border was closed.",
    "Prisoners had to work in the fields from morning until evening.",
    "The committee asked the state to open an inquiry.",
    "According to the report, beatings were common in the first days of detention.",
    "The new law makes helping migrants a crime.",
    "People fear that they will be punished if they speak.",
    "The road to the border was closed because of the snow.",
    "A spokesman said that the police had acted within the law.",
    "The camp has no clean water and few doctors.",
    "Soldiers searched the houses and took food and money.",
    "Many of the children do not go to school.",
    "The judge refused the appeal.",
    "The Commission published its findings in a long report.",
    "Those who are caught a second time are punished more harshly.",
    "It is not known how many people were in the group.",
    "Refugees told us that they were never asked why they had fled.",
    "Local media reported the arrests a day later.",
    "The fence runs along the whole of the border.",
    "The police officers did not say where they would be taken.",
    "Guards beat people who spoke at night.",
    "The United Nations asked for access to the camps.",
    "They had no passports and no money.",
    "Women were searched by male guards.",
    "The embassy gave no comment.",
    "The price of rice in the markets has doubled.",
    "The law says that everyone has the right to seek asylum.",
    "Officials in the capital said that the talks went well.",
    "Workers abroad hand over most of their pay.",
    "The airline said that it follows the orders of the authorities.",
    "There is a school, a clinic and a market in every camp.",
    "The hospital near the border treats many of the wounded.",
    "No one was told the reason for the arrest.",
    "Table 3 shows the number of returns by year and method.",
    "The first bus left at night and the second in the morning.",
    "Guards at the gate check everyone who enters.",
    "The boat with the migrants was towed back to the port.",
    "The head of the delegation thanked the host country.",
    "Some of the deportees were sent to labour camps, others home.",
    "The state must inform the family of the detained person.",
    "Police stopped cars on the main road and checked papers.",
    "The prison by the river was closed and its inmates moved.",
    "The man in charge of the camp did not answer our questions.",
    "People in the town hid from the soldiers in the hills.",
    "One of the reasons given was the lack of evidence.",
    "The authorities held talks behind closed doors.",
    "Protesters gathered in front of the embassy.",
    "A source told reporters that the flights would go on.",
    "The minister said the country had reached the end of the road.",
    "Those on the list were told to pack.",
    "According to a report that was published last year, returns doubled.",
    "Under the law, a person who helps a migrant can be jailed.",
    "The same officers came back a week later.",
    "Many had walked for days before they reached the border.",
    "In most cases the family is told nothing.",
    "People who live near the border say patrols have grown.",
    "The deal was signed on the margins of a summit.",
    "Families waited outside the prison for news.",
    "The first group was sent back by bus, the second by plane.",
    "Guards told the prisoners to sit with their heads down.",
    "The commission heard from many witnesses.",
    "Anyone who is caught with a foreign phone is punished.",
    "There is no right of appeal against the decision.",
    "The river is shallow in spring and freezes in winter.",
    "Most of the camps are in the mountains.",
    "Drivers who carry migrants lose their licences.",
    "One of the men died on the way to hospital.",
    "The centre has room for 200 people.",
    "Officers searched the bus and arrested everyone without papers.",
    "The government opened an office for returnees.",
    "The number of deaths in custody is unknown.",
    "Visitors must leave their phones at the gate.",
    "Case workers help the newcomers to find work.",
    "The villages along the coast were emptied.",
    "It was the third mass return that year.",
    "The court's only concern was the speed of the process.",
    "Women and girls are at particular risk.",
    "In the camp, work began at dawn and ended after dark.",
    "They were put in a cell with thirty others.",
    "The state bank closed the account of the charity.",
    "Our researchers spoke to people in five countries.",
    "The agency has a budget for the return of rejected applicants.",
    "Reporters were kept away from the bridge.",
    "The police report gave no reason for the delay.",
    "Soldiers at the checkpoint asked for money.",
    "The prisoners were made to stand for hours.",
    "A spokeswoman for the ministry said no one had been harmed.",
    "The women were asked why they had left.",
    "The case was closed after a short hearing.",
    "There were twice as many returns as in the year before.",
    "She said that she would rather die than go back.",
    "The deportations were carried out in silence.",
    "A woman who was held there for months said guards beat her.",
    "Three people were killed when the boat sank.",
    "The law was changed after the protests.",
    "Those who can pay are freed within days.",
    "He said the authorities had lied about the numbers.",
    "The head of the agency said the flights were legal.",
    "Some families sold their houses to pay the fine.",
    "Under the agreement, each side takes back its citizens.",
    "The ministry said the aid would reach the camps soon.",
    "The man was shot while trying to flee.",
    "Lawyers were not allowed to see them.",
    "The border was closed for three years.",
    "The guards took their shoes so that they could not run.",
    "In the town, people spoke of little else.",
    "The court ruled that the removal was unlawful.",
    "Those sent back are questioned by the security police.",
    "The boats were stopped near the coast.",
    "He was arrested at home and taken to the station.",
    "They slept on the floor without blankets.",
    "A guard told her to be quiet.",
    "They were brought to the bridge in handcuffs.",
    "The school in the camp has no teachers.",
    "Police fired tear gas at the crowd.",
    "The report names no one.",
]


@pytest.fixture(scope="module")
def covered():
    return covered_letters(text for text, _ in LEFT_ALONE)


@pytest.mark.parametrize(("text", "words"), LEFT_ALONE)
def test_what_says_nothing_of_anyone_is_left(covered, text, words):
    assert not letters(text, words) & covered[text]


def test_what_reports_say_of_no_one_is_left():
    masked = {
        text: [e.exact for e in find_exposures(doc) if e.category != "age or date"]
        for text, doc in zip(HARMLESS, parse_many(HARMLESS), strict=True)
    }
    assert [text for text, exact in masked.items() if exact] == []
