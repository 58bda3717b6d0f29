"""Descriptions of series for the screen: only words that radiology uses. A scanner lets people type anything there,
names and numbers of patients included, so what is not known is left out."""

import re

MOST = 64
_WORD = re.compile(r"[A-Za-z0-9.*+]+")
_TECHNICAL = re.compile(
    r"[23]d|t[123]w?\*?|b=?[0-9]{1,4}|te[0-9]{1,3}|[0-9]{1,2}(\.[0-9]{1,2})?mm|[0-9]{1,2}\.[0-9]{1,2}",
    re.IGNORECASE,
)
_WORDS = """
    a absence absent ac acute adc after all and angio angiography anterior aorta aortic ap apical apparent arterial
    as asl average ax axial axiale axials b0 basal base before bilateral blade blood body bone bones both brain
    brainstem breast c c+ callosal callosum cardiac cerebellar cerebellum cerebral cerebrum cervical change changes
    chest chiasm ciss clinical coil colour compared contrast cor coronal coronals corpus cortical cr ct cta ctv
    cyst cystic deep delay delayed derived detail diff diffuse diffusion dixon doppler dose dti dwi dx dynamic
    early echo edema effect end enhance enhanced enhancement ep2d epi exam exponential false fast fat fatsat ffe
    fiesta filter fl2d fl3d flair flash fluid focal foci focus follow for fov fr frontal fs fse fspgr full gad
    gadolinium gated gd ge gm gradient gre grey group haemorrhage haste head heart hemorrhage hemorrhages
    hemosiderin herniation high hip hires hr hyperintense hyperintensity hypodense hypodensities hypodensity
    hypothalami hypothalamus illustration image images in infarct internal ir irregular iso isotropic kidney knee
    larger lat late lateral left legs lesion lesions less lesser limb liver loc localiser localizer long low lower
    lumbar lung lungs mag magnitude map mapping maps marked mass matter mean medial medium mild min minimum mip
    missing mixed moco more motion mpr mprage mr mra mri mrs mrv msk mss multifocal multiple myelo neck neuro new
    no nodular noncontrast none normal not obl oblique occipital of offset old op optic orbit orbits other out
    overview pa parallel parietal part pass pd pdw pelvis perf perfusion persist persists phase plain planar post
    posterior pre primary prior projection prone propeller prospective qa quick r rapid ratio recon reconstruction
    reduced reformat region relaxation res resolution rest right ring routine sag sagittal sagittals same scan
    scout screening se sections sequence series short shoulder sinus site sites skull slice slices small smaller
    soft source space spect speech spgr spin spine spiral spoiled stable standard std stem stir stroke study
    subdural subtracted subtraction supine survey susceptibility sw swan swi synthetic t temporal tfe the thick
    thin thoracic thorax time tir tirm tissue to tof top tra trace track transverse true truefisp trufi tse turbo
    ultrasound uncal unchanged unilateral upper us vein venous ventricle ventricles ventricular ventriculomegaly
    vessel vibe view vol volume volumetric water wb weighted wfs white whole window wip with without wm wo xa
"""
_KNOWN = frozenset(_WORDS.split())


def known_words(text: str) -> str:
    """`text` without the words that are not known; its punctuation stays where both neighbours do."""
    told, end, kept = "", 0, False
    for word in _WORD.finditer(text[: 4 * MOST]):
        between = text[end : word.start()]
        known = word.group().lower().strip(".") in _KNOWN or _TECHNICAL.fullmatch(word.group()) is not None
        if known:
            told += (between if kept or not told and between in "([" else " " if told else "") + word.group()
        elif kept and between[:1] in ",:;)":
            told += between[:1]
        end, kept = word.end(), known
    closing = text[end:] if kept and text[end:].strip() in (")", "]") else ""
    return f"{told}{closing}".strip(" _,:;-")[:MOST]
