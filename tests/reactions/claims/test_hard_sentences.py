"""Sentences with claims in less usual words, and numbers that are none; see the first table."""

from __future__ import annotations

import pytest

from tests.reactions.claims.test_sentences import cases, check

SENTENCES = """
Fifty-three bodies have been recovered from the lake so far, the rescue service said.
= killed 53..53 exactly

The gunmen said they had shot nine guards.
= killed 9..9 exactly / guards

A suicide bomber blew himself up in a mosque, killing 31 worshippers and himself.
= killed 31..31 exactly / worshippers

The ministry of health has recorded 88 deaths and 1,204 injuries since Sunday.
= killed 88..88 exactly; injured 1204..1204 exactly

The explosion injured more than 4,000 people, and 300,000 were left homeless.
= injured 4001.. at least / people; displaced 300000..300000 exactly

Forty-one people remain missing, the mayor said.
= missing 41..41 exactly / people

The raid led to the arrest of 17 suspected smugglers.
= arrested 17..17 exactly / smugglers

Seventeen activists have been put under house arrest.
= arrested 17..17 exactly / activists

The insurgents have set free two foreign engineers.
= released 2..2 exactly / engineers

Pirates are holding 22 sailors captive aboard a tanker.
= abducted 22..22 exactly / sailors

Nearly half a million people have been driven from their homes.
= displaced ..500000 about / people

The army helicopters airlifted 140 wounded villagers.
= evacuated 140..140 exactly / villagers

Some 7,500 blue helmets serve in the country.
= troops 7500..7500 about

The kingdom sent 1,000 soldiers and 500 police across the causeway.
= troops 1000..1000 exactly / soldiers; troops 500..500 exactly / police

A crowd of at least 50,000 filled the main square.
= protesters 50000.. at least

More than a thousand teachers demonstrated outside the ministry.
= protesters 1001.. at least / teachers

The bank approved a grant of $150 million to help flood victims.
= aid 150000000..150000000 exactly $ USD

Seoul offered 5,000 tonnes of wheat.
= aid 5000..5000 exactly

The UN is seeking $1.1 billion for famine relief.
= aid 1100000000..1100000000 exactly $ USD

Diesel prices have trebled since the coup.
= price change 3..3 exactly

The price of onions fell by a third.
= price change 0.6667..0.6667 exactly

Electricity prices will go up by at least 15 percent.
= price change 1.15.. at least

The official toll was raised to 102 from 97.
= killed 102..102 exactly

The number of arrests rose to 900, police said.
= arrested 900..900 exactly

Ten more bodies were pulled out, bringing the death toll to 57.
= killed 57..57 exactly; part killed 10..10 exactly

Sixty people were detained, among them three reporters and a lawyer.
= arrested 60..60 exactly / people; part arrested 3..3 exactly / reporters;
part arrested 1..1 exactly / lawyer

The blast wounded 14 policemen, two of them critically.
= injured 14..14 exactly / policemen; part injured 2..2 exactly

At least nine people, five of whom were children, died in the fire.
= killed 9.. at least / people; part killed 5..5 exactly / children

The shooting left a teacher and two pupils dead.
= killed 3..3 exactly; part killed 1..1 exactly; part killed 2..2 exactly

A policeman was injured.
= injured 1..1 exactly / policeman

One person died and another was hurt.
= killed 1..1 exactly / person; injured 1..1 exactly

No injuries were reported.
= injured 0..0 exactly

None of the 63 passengers was hurt.
= injured 0..0 exactly

There was no loss of life, the shipping line said.
= killed 0..0 exactly

Everyone aboard the plane was rescued.
= killed 0..0 exactly

The demonstration passed off without arrests.
= arrested 0..0 exactly

Nobody was killed or injured in the blast.
= killed 0..0 exactly; injured 0..0 exactly

Roughly 200 people were killed or wounded in the bombardment.
= casualties 200..200 about / people

Anywhere from 20 to 40 people may have died.
= killed 20..40 exactly / people

Kidnappers freed 12 nuns and are still holding 40 of the villagers they took.
= released 12..12 exactly / nuns; abducted 40..40 exactly / villagers

Five bombs killed no one.
= killed 0..0 exactly

The mob beat two men to death.
= killed 2..2 exactly / men

The blasts killed five and wounded 20, including 8 policemen.
= killed 5..5 exactly; injured 20..20 exactly; part injured 8..8 exactly / policemen

He said 57 people - 23 of them women - had died.
= killed 57..57 exactly / people; part killed 23..23 exactly / women

A student and his two cousins were shot dead at a checkpoint.
= killed 3..3 exactly; part killed 1..1 exactly; part killed 2..2 exactly / cousins

Thirteen of the 20 hostages were released.
= released 13..13 exactly; abducted 20..20 exactly / hostages

The death toll, which stood at 26 on Monday, has risen to 44.
= killed 26..26 exactly / people; killed 44..44 exactly / people

The court sentenced 14 activists to death.
= -

There is no death penalty in the country.
= -

Nobody is held accountable.
= -

The death toll could rise above 300.
= -

Rescuers fear that hundreds more may be buried under the mud.
= missing 200.. at least

The fighting could displace up to 200,000 people.
= -

The army denied killing 12 villagers.
= -

Police did not say how many people were held.
= -

The general threatened to kill ten prisoners.
= -

The two sides exchanged fire for 40 minutes.
= -

The attack came 20 years after the bombing that made him famous.
= -

Around 40 countries sent delegations to the funeral.
= -

The blast was heard 15 km away.
= -

The strike took place at 14 Harbour Road.
= -

The minister, 61, died of a heart attack.
= -

The party won 44.2 percent of the vote and 98 seats.
= -

Two security sources said a commander had fled.
= -

He served in the 12th Infantry Division.
= -

The statement was signed by 47 lawmakers.
= -

The road was blocked for 36 hours by burning tyres.
= -

The firm employs 300 people in the town.
= -

The court met in room 12 and heard nine witnesses.
= -

The club beat its rivals 4-0 before 30,000 fans.
= -

The army said that 12 of its vehicles were destroyed.
= -

The council of 15 members will decide in two weeks.
= -

Under Article 12 a person may be held for three days.
= -

Inflation reached 34 percent in May.
= -

The peso lost 12 percent of its value.
= -

The drought has killed thousands of cattle.
= -

The ministry fired 300 missiles in a drill.
= -

A magnitude 7.1 quake struck at a depth of 10 km.
= -

The ferry can carry 400 passengers.
= -

The church was built by 200 workers in 1911.
= -
"""


@pytest.mark.parametrize(("text", "line"), cases(SENTENCES))
def test_the_claims_of_hard_sentences(text: str, line: str) -> None:
    check(text, line)
