"""Phrases that identify nobody, for what leaves the house without names: whole texts, never a part of one.

A text is let through when the whole of it, or each of its parts between commas, stands here. Single words of a longer
text prove nothing: "White" is a colour and a name.
"""

from typing import Final

_PHRASES: Final = """
male | female | intersex | other | unknown | m | f | normal | abnormal | positive | negative | present | absent
none | trace | increased | decreased | elevated | low | high | not reported | not stated | not done | not told
mild | moderate | severe | marked | diffuse | focal | multifocal | multiple | bilateral | unilateral | left
right | smaller | larger | unchanged | stable | progression | persists | enlarging | new | subacute | acute
chronic | resolved | improved | worse | ring | slightly | surrounding | involved | suggested | scattered

admission | admission to hospital | arrival | arrival, cancer center | discharge | hospital discharge
discharged home | first visit | outpatient visit | emergency visit | referral | intensive care
admission to intensive care | follow-up | pediatrician visit | first visit to the pediatrician | transfer
readmission | hospital day | therapy day | publication | report | death | birth | first diagnosis | diagnosis
presentation | relapse | remission | in remission | alive | dead | deceased | lost to follow-up | at home
first count | second count | first leukocyte count | repeat leukocyte count | last count | induction
induction start | consolidation | maintenance | induction chemotherapy

fever | headache | vomiting | fatigue | pallor | petechiae | lymphadenopathy | hepatosplenomegaly | weight loss
rash | night sweats | anorexia | leg pain | gum bleeding | bone pain | seizure | seizures | no seizure | sepsis
tumor lysis | tumor lysis syndrome | acute kidney injury | renal failure | renal failure resolved
intracranial hemorrhage | intracranial hypertension | leukostasis | thrombosis | pneumonia | infection
pancreatitis | neuropathy | mucositis | febrile neutropenia | induction failure | graft-versus-host disease
blastic hyperleukocytosis | hyperleukocytosis

altered mental status | awake and alert | awake | alert | agitated | agitation | unresponsive | comatose
drowsy | normal mental status | rapid deterioration | deterioration | improving | posturing | fixed pupils
ventilated | blindness | focal motor sign | focal motor sign, left | focal motor sign, right | focal deficit
aphasia | hemiparesis | ataxia

acute lymphoblastic leukemia | B-cell acute lymphoblastic leukemia | T-cell acute lymphoblastic leukemia
pre-B acute lymphoblastic leukemia | B-cell precursor acute lymphoblastic leukemia | acute myeloid leukemia
acute promyelocytic leukemia | chronic myeloid leukemia | chronic lymphocytic leukemia | Burkitt lymphoma
lymphoma | diagnosis, T-cell ALL | diagnosis, pre-B ALL | diagnosis, B-ALL | diagnosis, AML

lumbar puncture | bone marrow biopsy | marrow biopsy | bone marrow aspiration | brain biopsy | biopsy
leukapheresis | therapeutic leukapheresis | exchange transfusion | transfusion | intubation | extubation
mechanical ventilation | intubation, ventilation | endotracheal intubation and mechanical ventilation | dialysis
hemodialysis | shunt placed | ventriculoperitoneal shunt placement | external ventricular drain | craniotomy
surgery | autopsy | tracheostomy | stem cell transplantation | bone marrow transplantation | central line
echocardiography | electroencephalography | cytology | histology | flow cytometry | cytogenetics
histology: petechial hemorrhages | leukemic cells | transplant | withdrawal rejected | palliative care
continue treatment | watchful waiting | second opinion

CT | MRI | MR | US | PET | PT | X-ray | XR | CR | DX | SM | NM | angiography | ultrasound | CT of the head
MRI of the brain | repeat CT of the head | repeat MRI of the brain | CT study | MR study | US study | imaging
hemorrhage | mass effect | edema | uncal herniation | herniation | hypodensity | hypodensities, both hemispheres
FLAIR/T2 hyperintensity | white-matter FLAIR/T2 change | brainstem FLAIR/T2 change | ischemic change | infarct
contrast enhancement | leptomeningeal enhancement | cerebral volume loss | ventricles enlarged | hydrocephalus
edema around lesions | diffusion restriction | atrophy | mass | lesion | midline shift | ex vacuo | ring, T1
T1 | T2

leukocytes | leukocytes [#/volume] in blood | WBC | white blood cells | leukocyte count | platelets | hemoglobin
hematocrit | erythrocytes | neutrophils | lymphocytes | monocytes | blasts | blasts on smear
lactate dehydrogenase | blasts/100 leukocytes in blood | blasts/100 leukocytes in blood (smear) | creatinine
urea | uric acid | potassium | creatinine [mass/volume] in serum | creatinine raised | sodium | calcium
phosphate | glucose | bilirubin | albumin | CRP | C-reactive protein | fibrinogen | D-dimer | INR | PT | aPTT
ferritin | procalcitonin | lactate | pH | malignant cells in CSF | malignant cells in cerebrospinal fluid
intraventricular pressure normal

intrathecal | corticosteroid | anthracycline | vinca alkaloid | asparaginase | supportive | radiotherapy
not classified | irradiation | not applicable
antimetabolite | alkylating agent | tyrosine kinase inhibitor | monoclonal antibody
immunotherapy | antibiotic | antifungal | diuretic | osmotic agent | chemotherapy | induction therapy
craniospinal irradiation | intravenous | oral | subcutaneous | intramuscular | by mouth | topical | inhaled
intraventricular | leukemia | leukemia, induction | raised intracranial pressure | infection prophylaxis
supportive care

dexamethasone | prednisone | prednisolone | methylprednisolone | hydrocortisone | daunorubicin | doxorubicin
idarubicin | mitoxantrone | vincristine | vinblastine | pegaspargase | L-asparaginase | Erwinia asparaginase
methotrexate | cytarabine | mercaptopurine | thioguanine | cyclophosphamide | ifosfamide | etoposide | busulfan
melphalan | hydroxyurea | rasburicase | allopurinol | imatinib | dasatinib | ponatinib | nelarabine
clofarabine | fludarabine | blinatumomab | inotuzumab ozogamicin | rituximab | tisagenlecleucel | venetoclax
azacitidine | decitabine | tretinoin | arsenic trioxide | mannitol | furosemide | levetiracetam | phenytoin
ondansetron | cotrimoxazole | fluconazole | voriconazole | meropenem | vancomycin | cefepime | filgrastim
leucovorin | heparin | insulin | antihypertensive agents | diuretics | fluid restriction | intravenous fluids
alkalinization | hyperhydration | intrathecal methotrexate | intrathecal cytarabine | triple intrathecal therapy
agents not stated
"""
KNOWN: Final = frozenset(
    part.strip().casefold() for line in _PHRASES.split("\n") for part in line.split("|") if part.strip()
)


def is_known(text: str) -> bool:
    """Whether a text stands here as a whole, or each of its parts between commas, semicolons or "and"."""
    whole = " ".join(text.split()).casefold()
    if whole in KNOWN:
        return True
    parts = [part.strip() for piece in whole.split(";") for part in piece.split(",")]
    return len(parts) > 1 and all(part in KNOWN for part in parts)
