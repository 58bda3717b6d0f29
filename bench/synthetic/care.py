"""What is done for a synthetic patient and how the patient is: treatments, states, scans, stays, procedures."""

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.random import Generator

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Agent:
    """A drug: its class and route, hours between administrations, days of a course, days from course to course."""

    name: str
    drug_class: str
    route: str
    hours: float
    course: float
    every: float


AGENTS = (
    Agent("vincristine", "vinca alkaloid", "intravenous", 168, 28, 84),
    Agent("daunorubicin", "anthracycline", "intravenous", 168, 21, 84),
    Agent("dexamethasone", "corticosteroid", "oral", 12, 14, 56),
    Agent("prednisone", "corticosteroid", "oral", 24, 21, 112),
    Agent("pegaspargase", "asparaginase", "intravenous", 336, 15, 112),
    Agent("methotrexate", "antimetabolite", "intrathecal", 336, 30, 56),
    Agent("cytarabine", "antimetabolite", "intravenous", 12, 4, 56),
    Agent("cyclophosphamide", "alkylating agent", "intravenous", 336, 15, 112),
    Agent("mercaptopurine", "antimetabolite", "oral", 24, 60, 84),
    Agent("meropenem", "antibiotic", "intravenous", 8, 9, 70),
    Agent("vancomycin", "antibiotic", "intravenous", 8, 6, 98),
    Agent("amphotericin B liposomal", "antifungal", "intravenous", 24, 14, 140),
    Agent("fluconazole", "antifungal", "oral", 24, 40, 90),
    Agent("trimethoprim-sulfamethoxazole", "antibiotic", "oral", 56, 80, 90),
    Agent("filgrastim", "growth factor", "subcutaneous", 24, 7, 56),
    Agent("rasburicase", "uricolytic", "intravenous", 24, 4, 2000),
    Agent("levetiracetam", "anticonvulsant", "oral", 12, 60, 400),
    Agent("ondansetron", "antiemetic", "intravenous", 8, 5, 28),
    Agent("red cells", "supportive", "intravenous", 72, 12, 30),
    Agent("platelets", "supportive", "intravenous", 48, 12, 30),
    Agent("immunoglobulin", "supportive", "intravenous", 672, 200, 300),
    Agent("furosemide", "diuretic", "intravenous", 12, 4, 60),
    Agent("omeprazole", "acid suppressant", "oral", 24, 30, 60),
    Agent("heparin", "anticoagulant", "intravenous", 24, 10, 120),
)
STATUS = (
    ("5", "normal", "Normal mental status on examination", ""),
    ("4", "awake, alert", "Awake and alert", ""),
    ("3", "agitated", "Agitated, depth not stated", "focal motor sign, left"),
    ("1", "unresponsive", "Unresponsive", "ventilated"),
)
SCANS = (("MR", "MRI"), ("CT", "CT"), ("MR", "MRI"))
STAYS = ("Admission to the ward", "Discharged home", "Admission to intensive care", "Back on the ward", "Day clinic")
PROCEDURES = ("Lumbar puncture", "Bone marrow aspiration", "Central line placed", "Chest drain placed")
COMPLICATIONS = ("Fever in neutropenia", "Mucositis", "Tumor lysis", "Seizure", "Sepsis")


def treatment_rows(count: int, days: float, rng: Generator) -> Iterator[Row]:
    """`count` courses, each from a start to an end."""
    for number in range(count):
        agent = AGENTS[number % len(AGENTS)]
        start = (number // len(AGENTS)) * agent.every % max(days - 30, 1) + float(rng.uniform(0.3, 12))
        length = min(agent.course, days - start) * float(rng.uniform(0.7, 1.0))
        once = agent.route == "intrathecal"
        yield _treatment(agent, start) | ({} if once else {"end": str(start + max(length, 0.2))})


def administration_rows(count: int, days: float, rng: Generator) -> Iterator[Row]:
    """`count` single administrations of all agents, in courses with pauses between them."""
    made = 0
    while made < count:
        for agent in AGENTS:
            start = float(rng.uniform(0, days - agent.course if days > agent.course else 1))
            for step in range(max(int(agent.course * 24 / agent.hours), 1)):
                if made == count:
                    return
                at = start + step * agent.hours / 24 + float(rng.normal(0, 0.02))
                yield _treatment(agent, min(max(at, 0.1), days))
                made += 1


def _treatment(agent: Agent, day: float) -> Row:
    return {
        "day": str(day),
        "kind": "treatment",
        "label": agent.name,
        "term": agent.name,
        "components": agent.name,
        "drug_class": agent.drug_class,
        "route": agent.route,
    }


def state_rows(count: int, days: float, rng: Generator) -> Iterator[Row]:
    """`count` reported neurological states."""
    for number in range(count):
        rank, label, term, flags = STATUS[int(rng.choice(4, p=(0.5, 0.3, 0.14, 0.06)))]
        day = days * (number + float(rng.uniform(0.1, 0.9))) / count
        row = {"day": str(day), "kind": "neuro_status", "label": label, "term": term, "rank": rank, "flags": flags}
        yield row


def scan_rows(count: int, days: float) -> Iterator[Row]:
    """`count` studies, each named by its number."""
    for number in range(count):
        modality, name = SCANS[number % len(SCANS)]
        day = int(days * (number + 0.4) / count) + 0.34 + number * 7 % 10 / 24  # in working hours
        label = f"{name} {number + 1}"
        yield {
            "day": str(day),
            "kind": "imaging",
            "label": label,
            "term": f"{name} of the brain",
            "study": f"s{number + 1}",
            "modality": modality,
        }


def other_rows(count: int, days: float, rng: Generator) -> Iterator[Row]:
    """`count` stays, procedures and complications in turn."""
    kinds = (("encounter", STAYS), ("procedure", PROCEDURES), ("complication", COMPLICATIONS))
    for number in range(count):
        kind, names = kinds[number % 3]
        name = names[int(rng.integers(0, len(names)))]
        yield {"day": str(float(rng.uniform(0.1, days))), "kind": kind, "label": name.lower(), "term": name}
