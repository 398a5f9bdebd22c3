"""Sentences with the claims in them, each a quantity and its ends; `part` marks a part of a total.

`12..12 exactly` gives low and high; an end that is open is left out. Words after a slash are the
population, after an at sign the place, after a dollar sign the currency; what is left out is free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from dragoman.reactions.claims import read_claims

_CLAIM = re.compile(
    r"(?P<part>part )?(?P<quantity>[a-z ]+?) (?P<low>[\d.]*?)\.\.(?P<high>[\d.]*)"
    r" (?P<bound>[a-z ]+?)"
    r"(?: / (?P<population>[^@$]+?))?(?: @ (?P<place>[^$]+?))?(?: \$ (?P<currency>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Expected:
    quantity: str
    low: float | None
    high: float | None
    bound: str
    part: bool
    extras: tuple[str | None, str | None, str | None]

    @property
    def key(self) -> tuple[object, ...]:
        return (self.quantity, self.low, self.high, self.bound, self.part)


def _end(digits: str) -> float | None:
    return float(digits) if digits else None


def expected(line: str) -> list[Expected]:
    found = []
    for one in line.split("; "):
        match = _CLAIM.fullmatch(one.strip())
        if one.strip() == "-":
            continue
        assert match, one
        extras = (match["population"], match["place"], match["currency"])
        ends = (_end(match["low"]), _end(match["high"]))
        found.append(
            Expected(match["quantity"], *ends, match["bound"], bool(match["part"]), extras)
        )
    return found


def cases(table: str) -> list[tuple[str, str]]:
    """The sentences of a table with their line of claims."""
    blocks = (block.rpartition("\n= ") for block in table.strip().split("\n\n"))
    return [(" ".join(text.split("\n")), line.replace("\n", " ")) for text, _, line in blocks]


def check(text: str, line: str) -> None:
    """Asserts that the claims of a sentence are those of the line, in any order."""
    found, wanted = read_claims(text), expected(line)
    keys = [
        (c.quantity, _round(c.low), _round(c.high), c.bound, c.part_of is not None) for c in found
    ]
    assert sorted(keys, key=repr) == sorted((w.key for w in wanted), key=repr)
    for want in wanted:
        population, place, currency = want.extras
        extras = [
            (c.population, c.place, c.currency)
            for c, key in zip(found, keys, strict=True)
            if key == want.key
        ]
        assert any(
            population in (None, e[0]) and place in (None, e[1]) and currency in (None, e[2])
            for e in extras
        ), extras


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


SENTENCES = """
The blast killed 12 people in the port of Varna.
= killed 12..12 exactly / people @ Varna

Twelve people were killed when the ferry sank, the coastguard said.
= killed 12..12 exactly / people

The killing of 14 farmers set off the riots.
= killed 14..14 exactly / farmers

The death toll rose to 31 on Friday.
= killed 31..31 exactly / people

The clashes left nine dead and more than 40 wounded.
= killed 9..9 exactly; injured 41.. at least

The floods have claimed 212 lives, officials said.
= killed 212..212 exactly

Rescuers pulled 17 bodies from the rubble of the school.
= killed 17..17 exactly

Security forces shot dead at least six protesters in the capital.
= killed 6.. at least / protesters

Dozens of anti-junta marchers in the northern town of Kelani had been killed, the ministry said.
= killed 24.. at least / marchers @ Kelani

State radio reported that 15 members of the country's border guard had also died, including three
who had been burned alive.
= killed 15..15 exactly / border guard; part killed 3..3 exactly

Two soldiers died of their wounds overnight.
= killed 2..2 exactly / soldiers

Some 300 people were hurt, 20 of them badly.
= injured 300..300 about / people; part injured 20..20 exactly

Seven people were injured and taken to hospital.
= injured 7..7 exactly

Forty patients were treated in hospital after inhaling smoke.
= injured 40..40 exactly

Nineteen passengers were taken to hospital with burns.
= injured 19..19 exactly / passengers

The strike caused about 60 casualties, the army said.
= casualties 60..60 about

There were no casualties, the governor said.
= casualties 0..0 exactly

Nobody was hurt in the fire.
= injured 0..0 exactly

No one was killed in the shelling.
= killed 0..0 exactly

Everyone on board survived the crash.
= killed 0..0 exactly

All 84 passengers survived.
= killed 0..0 exactly

No arrests have been made.
= arrested 0..0 exactly

The police made no arrests.
= arrested 0..0 exactly

At least 30 miners are still missing.
= missing 30.. at least / miners

More than 100 people remain unaccounted for after the landslide.
= missing 101.. at least / people

Eleven workers were trapped underground.
= missing 11..11 exactly / workers

Police detained 250 people at the rally.
= arrested 250..250 exactly / people

Up to 400 demonstrators were rounded up in two nights of raids.
= arrested ..400 at most / demonstrators

The opposition leader and an aide are under house arrest.
= arrested 2..2 exactly

The arrest of 12 people was announced on Tuesday.
= arrested 12..12 exactly / people

The junta freed 130 political prisoners.
= released 130..130 exactly / prisoners

Nearly 400 detainees were released under the amnesty.
= released ..400 about / detainees

Gunmen abducted 73 pupils from a boarding school.
= abducted 73..73 exactly / pupils

The rebels are holding three aid workers hostage.
= abducted 3..3 exactly / aid workers

About 240 hostages were taken to the forest.
= abducted 240..240 about

The fighting has displaced tens of thousands of people.
= displaced 20000.. at least / people

Some 12,000 villagers have fled their homes.
= displaced 12000..12000 about / villagers

The storm left 5,000 families homeless.
= displaced 5000..5000 exactly / families

Almost 90,000 refugees have crossed into Chad.
= displaced ..90000 about / refugees

More than 2,000 people were evacuated from the valley.
= evacuated 2001.. at least / people

The navy evacuated 158 foreigners from the port.
= evacuated 158..158 exactly / foreigners

The bloc will send 2,500 peacekeepers to the border.
= troops 2500..2500 exactly / peacekeepers

Moscow has between 90,000 and 100,000 troops near the frontier.
= troops 90000..100000 exactly / troops

A 500-strong force landed at the airport.
= troops 500..500 exactly

The mission deployed 200 police officers and advisers.
= troops 200..200 exactly

Tens of thousands of people marched through the city.
= protesters 20000.. at least / people

Around 3,000 protesters gathered outside parliament.
= protesters 3000..3000 about / protesters

The rally drew a crowd of 15,000.
= protesters 15000..15000 exactly

Several hundred nurses went on strike.
= protesters 300.. at least / nurses

Japan pledged $3.2bn in aid.
= aid 3200000000..3200000000 exactly $ USD

Oslo will give more than 20 million euros for relief.
= aid 20000000.. at least $ EUR

The agency is appealing for US$45 million to feed the displaced.
= aid 45000000..45000000 exactly $ USD

India sent 90 tonnes of rice to the island.
= aid 90..90 exactly / tonnes of rice

A shipment of 1,500 tents has been donated.
= aid 1500..1500 exactly / tents

The price of bread has doubled.
= price change 2..2 exactly / bread

Fuel prices rose by 30 percent in a month.
= price change 1.3..1.3 exactly / fuel

Wheat prices are down 20 per cent.
= price change 0.8..0.8 exactly / wheat

The bus fare went up from 5 to 15 pesos.
= price change 3..3 exactly

The unrest began with a doubling in the cost of cooking gas.
= price change 2..2 exactly / cooking gas

Rice now costs three times as much as in January.
= price change 3..3 exactly / rice

The ministry raised the toll from 26 to 44.
= killed 44..44 exactly / people

The death toll climbed to 44 from 26.
= killed 44..44 exactly

Six more bodies were found, bringing the total to 30.
= killed 30..30 exactly; part killed 6..6 exactly

Thirteen people, including two children, were killed.
= killed 13..13 exactly / people; part killed 2..2 exactly / children

The attack killed 20 people, among them five women.
= killed 20..20 exactly / people; part killed 5..5 exactly / women

A couple were killed when a shell hit their house.
= killed 2.. at least

A handful of protesters were arrested.
= arrested 3.. at least / protesters

Half a dozen soldiers were wounded.
= injured 6..6 exactly / soldiers

Scores were injured in the stampede.
= injured 40.. at least

Hundreds of thousands have been displaced since May.
= displaced 200000.. at least

Several thousand people were evacuated.
= evacuated 3000.. at least

No fewer than nine miners died.
= killed 9.. at least / miners

Over 2,500 people were detained.
= arrested 2501.. at least / people

Fewer than 50 prisoners have been freed.
= released ..49 at most / prisoners

No more than ten people were hurt.
= injured ..10 at most / people

As many as 300 migrants are feared drowned.
= killed ..300 at most / migrants

An estimated 1.2 million people have fled the country.
= displaced 1200000..1200000 about / people

Forty or so students were arrested.
= arrested 40..40 about / students

Between 20 and 30 militants were killed.
= killed 20..30 exactly / militants

A teacher was shot dead in front of her pupils.
= killed 1..1 exactly / teacher

A driver and his passenger were killed by a mine.
= killed 2..2 exactly

The gunmen killed two guards and wounded a nurse.
= killed 2..2 exactly / guards; injured 1..1 exactly / nurse

The raid killed three police officers and two civilians.
= killed 5..5 exactly; part killed 3..3 exactly / police officers;
part killed 2..2 exactly / civilians

12 dead, 30 wounded in market blast
= killed 12..12 exactly; injured 30..30 exactly

Troops seize 70 in border raid
= arrested 70..70 exactly

Health ministry: 9 killed in shelling of Port Salim
= killed 9..9 exactly

Of the 40 people arrested, 12 were later freed.
= arrested 40..40 exactly; released 12..12 exactly

At least 13 people died and dozens more were injured when the bridge gave way.
= killed 13.. at least; injured 24.. at least

The army said its troops had killed 45 insurgents and captured nine.
= killed 45..45 exactly / insurgents; arrested 9..9 exactly

Police arrested 31 people, 14 of them minors.
= arrested 31..31 exactly / people; part arrested 14..14 exactly / minors

Rescuers said 150 people, most of them women and children, were trapped under the mud.
= missing 150..150 exactly / people

An estimated 40 people lost their lives in the fire.
= killed 40..40 about / people

The number of displaced people has passed 80,000.
= displaced 80001.. at least / people

The number of dead stood at 61.
= killed 61..61 exactly

Airlines flew home 900 stranded tourists.
= evacuated 900..900 exactly / tourists

The ministry put the number of injured at 212.
= injured 212..212 exactly

The police chief, 54, said officers opened fire at 10:30 on 4 March 2021.
= -

Three officials said the talks would go on.
= -

The 27-member bloc met for two days.
= -

The resolution passed by 14 votes to one.
= -

Turnout was 63 percent.
= -

The economy grew by 5 percent last year.
= -

An earthquake of magnitude 6.4 struck 30 km west of the city.
= -

Officials said the number of victims was not known.
= -

He was sentenced to 12 years in prison for killing his wife.
= -

Article 5 of the treaty was invoked.
= -

Resolution 2254 calls for the release of prisoners.
= -

The ruling party won 61 of the 120 seats.
= -

Two people told the newspaper that shots were fired.
= -

Police said they had found 300 rifles and 12 rockets.
= -

The team won 3-1 after the 80th minute.
= -

The 5th Brigade was moved to the coast.
= -

The curfew will last 12 hours.
= -

The plane, a Boeing 737, flew at 10,000 metres.
= -

Shares fell 12 percent in early trade.
= -

COVID-19 and the G7 were discussed by 40 leaders.
= -

The president spoke to 300 guests at the palace.
= -

Temperatures reached 43 degrees in the south.
= -

The firm was fined $3m for tax fraud.
= -

Thirty countries signed the declaration.
= -

The protest began at 9am at 12 Hill Street.
= -

The strikes destroyed 40 houses and two bridges.
= -

Call the hotline on 0800 555 1212 for news of relatives.
= -

The village of 900 people lies near the border.
= -

More than half of those arrested were students.
= -

He has led the country for 30 years.
= -
"""


@pytest.mark.parametrize(("text", "line"), cases(SENTENCES))
def test_the_claims_of_a_sentence(text: str, line: str) -> None:
    check(text, line)
