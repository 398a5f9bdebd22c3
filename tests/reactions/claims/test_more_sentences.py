"""More sentences with the claims in them, written apart from the lexicon; see the first table."""

from __future__ import annotations

import pytest

from tests.reactions.claims.test_sentences import cases, check

SENTENCES = """
Eight fishermen drowned when their boat capsized off Lampo.
= killed 8..8 exactly / fishermen

The landslide buried a hamlet, killing at least 54 residents.
= killed 54.. at least / residents

Hospital officials said 23 bodies had been brought in since dawn.
= killed 23..23 exactly

The toll from the bombing now stands at 118.
= killed 118..118 exactly / people

More than 600 civilians have been killed since the siege began, the UN said.
= killed 601.. at least / civilians

The massacre of 38 pilgrims was condemned by all sides.
= killed 38..38 exactly / pilgrims

Snipers killed one demonstrator and injured seven others.
= killed 1..1 exactly / demonstrator; injured 7..7 exactly

Four people died and 19 were hurt when the grandstand fell.
= killed 4..4 exactly / people; injured 19..19 exactly

The army lost 60 men in the ambush, its commander said.
= killed 60..60 exactly / men

A dozen firefighters suffered burns.
= injured 12..12 exactly / firefighters

The number of wounded rose to 340 from 290.
= injured 340..340 exactly

Two of the five injured are in critical condition.
= injured 5..5 exactly; part injured 2..2 exactly

The shelling caused more than a hundred casualties.
= casualties 101.. at least

Nobody died in the explosion, the mayor said.
= killed 0..0 exactly

There were no reports of injuries or deaths.
= -

The quake caused no deaths or injuries.
= killed 0..0 exactly; injured 0..0 exactly

All those on board were rescued unharmed.
= killed 0..0 exactly

Divers are searching for 14 missing sailors.
= missing 14..14 exactly / sailors

Around 70 people have gone missing since the dam broke.
= missing 70..70 about / people

Scores of villagers are trapped by the rising water.
= missing 40.. at least / villagers

The gendarmerie took 46 students into custody.
= arrested 46..46 exactly / students

Two journalists and their driver were detained at the checkpoint.
= arrested 3..3 exactly; part arrested 2..2 exactly / journalists;
part arrested 1..1 exactly / driver

Officers made 19 arrests after the match.
= arrested 19..19 exactly

Mass arrests continued: the league counted 1,100 detentions in a week.
= arrested 1100..1100 exactly

The court ordered the release of 27 activists.
= released 27..27 exactly / activists

Kidnappers let go 15 of the 40 schoolgirls they had seized.
= released 15..15 exactly; abducted 40..40 exactly / schoolgirls

The militia has taken six UN observers hostage.
= abducted 6..6 exactly / observers

Bandits kidnapped as many as 80 worshippers from a church.
= abducted ..80 at most / worshippers

Some 4.5 million people have been uprooted by the war.
= displaced 4500000..4500000 about / people

The camp shelters 30,000 refugees.
= displaced 30000..30000 exactly / refugees

The fire forced 1,400 people to flee.
= displaced 1400..1400 exactly / people

Close to 700 households lost their homes in the cyclone.
= displaced ..700 about / households

Buses carried 380 residents out of the besieged town.
= evacuated 380..380 exactly / residents

The authorities ordered the evacuation of 60,000 people.
= evacuated 60000..60000 exactly / people

The kingdom flew 92 of its citizens out of the country.
= evacuated 92..92 exactly / citizens

Paris is to pull out its 1,300 soldiers.
= troops 1300..1300 exactly / soldiers

The alliance agreed to add 700 soldiers to the force.
= troops 700..700 exactly / soldiers

About 4,000 fighters are massed on the plateau.
= troops 4000..4000 about / fighters

The contingent numbers 850.
= troops 850..850 exactly

Six thousand people joined a march for peace.
= protesters 6000..6000 exactly / people

Hundreds of lorry drivers blocked the motorway in protest.
= protesters 200.. at least / drivers

Organisers put the turnout at the demonstration at 80,000.
= protesters 80000..80000 exactly

Thousands took to the streets of the capital.
= protesters 2000.. at least

The council approved a £12m grant for the earthquake victims.
= aid 12000000..12000000 exactly $ GBP

Beijing has promised 500 million yuan in emergency assistance.
= aid 500000000..500000000 exactly $ CNY

The charity handed out 20,000 blankets.
= aid 20000..20000 exactly / blankets

Canada delivered two million vaccine doses.
= aid 2000000..2000000 exactly

Donors pledged between $3 billion and $4 billion.
= aid 3000000000..4000000000 exactly $ USD

The cost of flour has more than tripled.
= price change 3.. at least / flour

Petrol prices were cut by 15 percent.
= price change 0.85..0.85 exactly / petrol

The rouble price of sugar jumped 40 percent.
= price change 1.4..1.4 exactly

Bread went from 10 to 25 pounds a loaf.
= price change 2.5..2.5 exactly

A halving of grain prices hit farmers.
= price change 0.5..0.5 exactly / grain

Ticket prices rose at least 25%.
= price change 1.25.. at least

The agency revised the number of missing from 90 to 63.
= missing 63..63 exactly

Two more victims died in hospital, taking the toll to 19.
= killed 19..19 exactly; part killed 2..2 exactly

A total of 76 miners were killed, up from an earlier figure of 71.
= killed 76..76 exactly / miners

The bombing left 33 people dead, three of them foreigners.
= killed 33..33 exactly / people; part killed 3..3 exactly / foreigners

Of the 29 injured, four were children.
= injured 29..29 exactly; part injured 4..4 exactly / children

Twenty rebels, including their commander, surrendered and were arrested.
= arrested 20..20 exactly / rebels; part arrested 1..1 exactly / commander

Several people were wounded by rubber bullets.
= injured 3.. at least / people

A few hundred people were made homeless.
= displaced 300.. at least / people

Two dozen hostages were freed in the raid.
= released 24..24 exactly / hostages

Tens of people were arrested.
= arrested 20.. at least / people

Upwards of 50 inmates died in the prison fire.
= killed 50.. at least / inmates

Under 200 troops remain at the base.
= troops ..199 at most / troops

At most five people were injured.
= injured ..5 at most / people

Just under 70 migrants were rescued and three drowned.
= killed 3..3 exactly

Between six and eight officers were stabbed.
= injured 6..8 exactly / officers

An imam was killed and his wife wounded in the attack.
= killed 1..1 exactly / imam; injured 1..1 exactly

A nurse, a cook and a guard were abducted from the clinic.
= abducted 3..3 exactly

Five policemen and a passer-by were hurt.
= injured 6..6 exactly; part injured 5..5 exactly / policemen; part injured 1..1 exactly

Ambush kills 17 soldiers near Dorra
= killed 17..17 exactly / soldiers @ Dorra

Ferry disaster: 48 feared dead
= killed 48..48 exactly

Interior ministry: 210 arrested, 34 police hurt in riots
= arrested 210..210 exactly; injured 34..34 exactly

According to the coastguard, 14 people were saved and 22 are missing.
= missing 22..22 exactly

"We have buried 41 of our neighbours," a village elder said.
= killed 41..41 exactly

Rebel shells hit a bus, and 11 passengers, four of them children, died.
= killed 11..11 exactly / passengers; part killed 4..4 exactly / children

The ministry said 1,020 people had been hospitalised with cholera, of whom 34 had died.
= injured 1020..1020 exactly / people; killed 34..34 exactly

Nearly a thousand demonstrators have been held without charge, lawyers say.
= arrested ..1000 about / demonstrators

Some 50 people, many of them elderly, were led to safety.
= evacuated 50..50 about / people

The navy has sent 300 marines and two frigates.
= troops 300..300 exactly / marines

The number of dead could not be confirmed.
= -

It was not clear how many people had been arrested.
= -

The 62-year-old general took power in 2015.
= -

Four senators and two governors signed the letter.
= -

The vote was 9 to 6, with three abstentions.
= -

The two presidents met for 90 minutes in Room 14.
= -

The fire burned 1,200 hectares of forest.
= -

Police used 20 water cannon and four armoured vehicles.
= -

The road, the A4, was closed for six hours.
= -

Three diplomats said the deal was close.
= -

The bloc's 15 members will vote on Monday.
= -

Support for the government fell to 31 percent.
= -

Inflows to the reservoir fell by 40 percent.
= -

Exports rose 12 percent to $3bn.
= -

The prison holds criminals sentenced to more than 20 years.
= -

The 1994 massacre is taught in schools.
= -

A mother of four said that soldiers had searched her house.
= -

The rocket has a range of 300 km and killed nobody's hopes.
= -

The army seized 40 trucks and 3,000 rounds of ammunition.
= -

Channel 5 reported the outbreak of clashes.
= -

The company will invest $200 million in the mine.
= -

The storm killed 300 cows.
= -

The minister is number two in the cabinet.
= -

Cases of measles rose by 400 to 2,100.
= -

His party has 40,000 members.
= -

The ceasefire began at 6am and held for three days.
= -

The novel won two prizes and sold 40,000 copies.
= -

Sixteen states have recognised the new government.
= -

The law lets police hold suspects for 48 hours.
= -

The killers are thought to be aged between 20 and 30.
= -

A 1,000-page report lists the abuses.
= -

The embassy's telephone number is 555 0132.
= -
"""


@pytest.mark.parametrize(("text", "line"), cases(SENTENCES))
def test_the_claims_of_more_sentences(text: str, line: str) -> None:
    check(text, line)
