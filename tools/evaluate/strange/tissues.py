"""Tissues that no table of synth.py has, given to it by their names."""
import numpy as np
from scipy import ndimage as ndi

import synth


def like(base, scale=None, **own):
    table = {k: v * (scale or 1) for k, v in synth.TABLE[base].items()}
    return {**table, **own}


def random_table(seed):
    """Any brightness for any tissue; bone is darker than what is around it, as nearly everywhere in MRI."""
    rng = np.random.default_rng(seed)
    table = {k: float(rng.uniform(120, 1000)) for k in synth.TABLE["T1w"]}
    brain = rng.uniform(250, 900)
    for k in ("wm", "gm", "cbwm", "cbgm", "thalamus", "striatum", "pallidum", "stem", "limbic", "cord"):
        table[k] = float(brain * rng.uniform(0.6, 1.4))
    return {**table, "bone": float(rng.uniform(20, 120)), "skin": float(rng.uniform(90, 900)), "fat": float(rng.uniform(90, 1200))}


TISSUES = {
    "bright-skin": like("T1w", wm=420, gm=300, cbwm=410, cbgm=300, skin=1100, fat=1400, marrow=900),
    "dark-skin": like("T1w", skin=75, fat=85, muscle=130, mucosa=200, marrow=70),
    "fat-suppressed-T2": like("T2w", fat=95, marrow=70, skin=210, muscle=150),
    "fat-suppressed-T1": like("T1w", fat=130, marrow=110, skin=260),
    "contrast-agent": like("T1w", vessel=1500, artery=1500, mucosa=1300, muscle=520, lesion=1200),
    "T2star": like("PDw", wm=420, gm=520, bone=25, marrow=60, fat=240, vessel=90, ventricle=700, csf=680, pallidum=260),
    "SWI": like("PDw", wm=480, gm=520, bone=20, marrow=40, fat=160, skin=380, vessel=25, pallidum=200),
    "MTw": like("T1w", wm=520, gm=590, cbwm=520, cbgm=580, muscle=300, csf=700, ventricle=700, fat=900, skin=430),
    "MTsat": dict(wm=4.2, gm=2.3, ventricle=.3, csf=.3, cbwm=3.9, cbgm=2.1, thalamus=2.8, striatum=2.5, pallidum=3, stem=3.2, limbic=2.2, lesion=1.5, vessel=1, artery=1, eye=.4, muscle=4.4, mucosa=2, skin=3, cord=3.4, bone=1, marrow=.6, fat=.35),
    "R1": dict(wm=1.18, gm=.74, ventricle=.25, csf=.25, cbwm=1.14, cbgm=.77, thalamus=.92, striatum=.8, pallidum=1.02, stem=1.05, limbic=.71, lesion=.66, vessel=.55, artery=.53, eye=.28, muscle=.95, mucosa=.71, skin=1.1, cord=1.05, bone=1.6, marrow=2.2, fat=2.9),
    "R2star": dict(wm=21, gm=16, ventricle=2, csf=2, cbwm=20, cbgm=17, thalamus=21, striatum=24, pallidum=38, stem=22, limbic=15, lesion=12, vessel=45, artery=15, eye=3, muscle=30, mucosa=25, skin=35, cord=22, bone=90, marrow=60, fat=28),
    "PDmap": dict(wm=69, gm=81, ventricle=99, csf=99, cbwm=70, cbgm=80, thalamus=75, striatum=79, pallidum=72, stem=71, limbic=81, lesion=84, vessel=70, artery=70, eye=97, muscle=74, mucosa=78, skin=66, cord=70, bone=15, marrow=45, fat=80),
    "angio": like("T1w", wm=230, gm=220, cbwm=220, cbgm=220, thalamus=225, striatum=220, pallidum=220, stem=225, limbic=220, ventricle=120, csf=115, artery=1300, vessel=300, muscle=180, skin=190, fat=420, marrow=260, mucosa=250),
    **{f"random-{k}": random_table(100 + k) for k in range(1, 13)},
}
SUSCEPTIBLE = {"T2star", "SWI"}  # tissue near air is lost
for name, table in TISSUES.items():
    # synth's noise is a part of 800
    top = table["wm"]
    synth.TABLE[name] = {k: v * (600 / top if top < 100 else 1) for k, v in table.items()}
    synth.CONTRASTS.append(name)
VOXEL = {"mm": 1.0}  # of the label map that is drawn
_tissue_image, _ear_masks = synth.tissue_image, synth.ear_masks


def tissue_image(labels, depth, kind, rng):
    depth = depth * VOXEL["mm"]  # synth counts voxels
    image = _tissue_image(labels, depth, kind, rng)
    if kind in SUSCEPTIBLE:
        inner = (labels == 0) & (depth > 6)
        if inner.any():
            image *= 1 - np.exp(-((ndi.distance_transform_edt(~inner, sampling=VOXEL["mm"]) / 7) ** 2))
    return image


synth.tissue_image = tissue_image
synth.ear_masks = lambda head, eyes: _ear_masks(head, eyes, VOXEL["mm"])
