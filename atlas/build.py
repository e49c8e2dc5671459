#!/usr/bin/env python3
"""Builds the atlas that anon-bids registers to every head, from a Python and a Debian package.

    apt-get install mricron-data
    python3 -m venv venv && venv/bin/pip install -r atlas/requirements.txt && venv/bin/python atlas/build.py

Sources (README.md names licences):
  head   mean_reg2mean.nii.gz of pydeface 2.1.0 (MIT): an average T1w head with its whole face
  brain  Colin27 (ch2, ch2bet) of Debian's mricron-data, carried onto the head by a nonlinear registration
         (antspyx, SyN on mutual information)
Writes beside itself: head.nii.gz (0 to 254, 255 outside the template), brain.nii.gz and hull.nii.gz (signed distances).

Everything is in the head frame: origin in the middle between the eyes' centres, axes right, front, up, in mm. The line
from the ears to the eyes climbs 16 degrees in it, as in an upright head.
"""
import gzip
import importlib.resources
import os
import nibabel as nib
import numpy as np
from scipy import ndimage as ndi
from scipy.spatial import ConvexHull

here = os.path.dirname(os.path.abspath(__file__))
COLIN = "/usr/share/mricron/templates/{}.nii.gz"
STEP = 2.0
LOW = np.array([-96.0, -186.0, -130.0])  # mm, centre of the first voxel
SHAPE = (97, 124, 124)
CONVEX_BEHIND = -55.0  # mm
# voxels of mean_reg2mean, read off the image
EYES = {"left": (61, 201, 93), "right": (119, 201, 93)}
EARS = {"left": (8, 107, 80), "right": (167, 107, 80)}


def world(affine, voxel):
    return affine[:3, :3] @ np.array(voxel, float) + affine[:3, 3]


def head_frame(affine):
    """4x4: head frame to the template's world."""
    left, right = (world(affine, EYES[k]) for k in ("left", "right"))
    middle = (left + right) / 2
    ear = (world(affine, EARS["left"]) + world(affine, EARS["right"])) / 2
    x = (right - left) / np.linalg.norm(right - left)
    ahead = middle - ear
    ahead -= x * (ahead @ x)
    ahead /= np.linalg.norm(ahead)
    a = np.deg2rad(-16)
    y = ahead * np.cos(a) + np.cross(x, ahead) * np.sin(a)
    frame = np.eye(4)
    frame[:3, :3] = np.stack([x, y, np.cross(x, y)], 1)
    frame[:3, 3] = middle
    return frame


def sample(volume, affine, frame, step, shape, order=1):
    grid = np.eye(4)
    grid[:3, :3] *= step
    grid[:3, 3] = LOW + (step - STEP) / 2
    to = np.linalg.inv(affine) @ frame @ grid
    data = ndi.affine_transform(volume, to[:3, :3], to[:3, 3], output_shape=shape, order=order, mode="nearest", prefilter=False)
    return data, grid


def save(data, grid, path, about):
    image = nib.Nifti1Image(data, grid)
    image.header["descrip"] = about.encode()
    image.header.set_xyzt_units("mm")
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as zipped:
        zipped.write(image.to_bytes())


def carried_brain(head):
    """Colin27's brain on the grid of the average head: 0 or 1, through a nonlinear registration of the two heads."""
    import ants

    fixed, moving = ants.image_read(head), ants.image_read(COLIN.format("ch2"))
    brain = ants.threshold_image(ants.image_read(COLIN.format("ch2bet")), 1, 1e9)
    reg = ants.registration(fixed, moving, "SyN", aff_metric="mattes", syn_metric="mattes", random_seed=1)
    return ants.apply_transforms(fixed, brain, reg["fwdtransforms"], "linear").numpy()


def signed_distance(mask, step):
    return (ndi.distance_transform_edt(~mask) - ndi.distance_transform_edt(mask)) * step


def convex(mask):
    """The mask's convex hull on its own grid."""
    planes = np.unique(ConvexHull(np.argwhere(mask)).equations.round(6), axis=0)
    places = np.indices(mask.shape, dtype=np.float32).reshape(3, -1)
    inside = np.ones(places.shape[1], bool)
    for plane in planes:
        inside &= plane[:3] @ places + plane[3] <= 1e-3
    return inside.reshape(mask.shape)


def main():
    path = str(importlib.resources.files("pydeface") / "data" / "mean_reg2mean.nii.gz")
    image = nib.load(path)
    head = image.get_fdata(dtype=np.float32)
    frame = head_frame(image.affine)
    values, grid = sample(ndi.gaussian_filter(head, 0.6), image.affine, frame, STEP, SHAPE)
    # where the template's own box ends: samples outside it are never used for registration
    inside = sample(np.pad(np.ones(np.array(head.shape) - 2, np.uint8), 1), image.affine, frame, STEP, SHAPE, order=0)[0] > 0
    stored = np.clip(np.rint(values * (254 / np.percentile(head, 99.9))), 0, 254).astype(np.uint8)
    stored[~inside] = 255
    save(stored, grid, os.path.join(here, "head.nii.gz"), "pydeface 2.1.0 mean_reg2mean, MIT")

    brain = carried_brain(path) > 0.5
    brain = ndi.binary_opening(brain, iterations=1)
    labels, _ = ndi.label(brain)
    brain = labels == 1 + np.argmax(np.bincount(labels.ravel())[1:])
    fine, grid = sample(brain.astype(np.float32), image.affine, frame, STEP, SHAPE)
    brain = fine > 0.5
    # sulci and ventricles belong to it: closed by 6 mm
    pad = 16
    padded = np.pad(brain, pad)
    closed = ndi.distance_transform_edt(ndi.distance_transform_edt(~padded) * STEP <= 6) * STEP > 6
    brain = ndi.binary_fill_holes(closed)
    hull = ndi.distance_transform_edt(ndi.distance_transform_edt(~brain) * STEP <= 22) * STEP > 22
    # behind the temples, between temporal lobe and cerebellum, Colin27 has a notch; other brains stand out of it by 15 mm
    front = (LOW[1] + STEP * (np.arange(hull.shape[1]) - pad))[None, :, None]
    hull |= convex(brain) & (front < CONVEX_BEHIND)
    crop = tuple(slice(pad, -pad) for _ in range(3))
    for name, mask in (("brain", brain), ("hull", hull | brain)):
        distance = signed_distance(mask, STEP)[crop]
        # every second sample (4 mm) of a smooth function, half millimetres around 60
        stored = np.clip(np.rint(60 + 2 * ndi.uniform_filter(distance, 2)[::2, ::2, ::2]), 0, 255).astype(np.uint8)
        coarse = grid.copy()
        coarse[:3, :3] *= 2
        coarse[:3, 3] -= STEP / 2
        save(stored, coarse, os.path.join(here, f"{name}.nii.gz"), "Colin27 (mricron-data), mm x2 +60")
    print("brain ml", brain.sum() * STEP**3 / 1000, "hull ml", hull.sum() * STEP**3 / 1000, "frame\n", frame)


if __name__ == "__main__":
    main()
