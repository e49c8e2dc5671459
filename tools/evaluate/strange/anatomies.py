"""Heads unlike the eight label maps: a map is warped, and with it its truth."""
import numpy as np
from scipy import ndimage as ndi

import synth

ANATOMIES = {
    "long": [("aspect", (0.93, 1.1, 1.04))],
    "short": [("aspect", (1.1, 0.9, 1))],
    "flat": [("aspect", (1.08, 1.04, 0.88))],
    "tower": [("aspect", (0.92, 0.95, 1.12))],
    "smooth-a": [("smooth", 1, 9)],
    "smooth-b": [("smooth", 2, 9)],
    "smooth-c": [("smooth", 3, 13)],
    "smooth-d": [("smooth", 4, 13)],
    "big-nose": [("nose", 1.6), ("chin", 10)],
    "small-nose-jaw": [("nose", 0.7), ("chin", -12)],
    "ears-out": [("ears", 14)],
    "ears-in": [("ears", -7)],
    "thick-scalp": [("scalp", 1.8, 9), ("neck", 1.3)],
    "thin-scalp": [("scalp", 0.6, -3.5)],
    "elderly": [("atrophy", 6), ("ventricles", 1.5), ("scalp", 0.75, -2), ("nose", 1.2)],
    "hydrocephalus": [("cranium", 1.15), ("ventricles", 1.9)],
    "microcephaly": [("cranium", 0.86)],
    "toddler": [("aspect", (0.84, 0.84, 0.84)), ("face", 0.82), ("scalp", 0.7, -3)],
    "newborn": [("aspect", (0.6, 0.6, 0.6)), ("face", 0.75), ("scalp", 0.7, -3)],
    "half-size": [("aspect", (0.5, 0.5, 0.5)), ("face", 0.8)],
    "craniectomy": [("bulge", (0.72, 0.45, 0.53), 7)],
    "frontal-bulge": [("bulge", (0.35, 0.87, 0.35), 6)],
    "shoulders": [("shoulders", 120)],
    "mixed-a": [("aspect", (1.06, 0.95, 0.97)), ("smooth", 11, 8), ("nose", 1.3), ("ears", 7)],
    "mixed-b": [("aspect", (0.95, 1.06, 1.03)), ("smooth", 12, 8), ("nose", 0.85), ("chin", 7)],
    "mixed-c": [("scalp", 1.4, 5), ("smooth", 13, 7), ("ears", 5), ("cranium", 1.06)],
    "mixed-d": [("scalp", 0.8, -2), ("smooth", 14, 7), ("chin", -8), ("cranium", 0.95)],
}
STEP = 2  # voxels between the points at which the way back is known
MM = 1.5  # of a voxel: four times as fast to draw as 1 mm


class Anatomy:
    """Way back from a new head to the old one, on every second voxel; steps work in the old head's frame (right, front, up)."""

    def __init__(self, labels, affine):
        self.labels, self.affine = labels, affine
        head = synth.head_mask(labels)
        marks, self.axes, _ = synth.landmarks_of(labels, affine, head)
        self.eyes = (marks["eye_right"] + marks["eye_left"]) / 2
        self.marks = {k: (v - self.eyes) @ self.axes.T for k, v in marks.items() if v.shape == (3,)}
        self.marks.setdefault("nose", np.array([0.0, 18, -38]))
        self.mm = np.linalg.norm(affine[:3, 0])
        brain = np.isin(labels, synth.BRAIN)
        self.brain = self.frame((np.argwhere(brain)[::50] @ affine[:3, :3].T + affine[:3, 3])).mean(0)
        ventricle = np.argwhere(np.isin(labels, synth.GROUPS["ventricle"]))
        self.middle = self.frame(ventricle @ affine[:3, :3].T + affine[:3, 3]).mean(0)
        small = brain[::STEP, ::STEP, ::STEP]
        step = STEP * self.mm
        near = ndi.distance_transform_edt(~np.pad(small, 12)) * step <= 18
        hull = (ndi.distance_transform_edt(near) * step > 18)[12:-12, 12:-12, 12:-12] | small
        out = ndi.distance_transform_edt(~hull) - ndi.distance_transform_edt(hull)
        self.out = ndi.gaussian_filter(out.astype(np.float32) * step, 1.5)
        self.slope = [ndi.gaussian_filter(g, 2) for g in np.gradient(self.out, step)]

    def frame(self, world):
        return (world - self.eyes) @ self.axes.T

    def voxels(self, q):
        return (q @ self.axes + self.eyes - self.affine[:3, 3]) @ np.linalg.inv(self.affine[:3, :3]).T

    def outwards(self, q):
        """Distance outside the brain's hull, and the direction away from it (frame)."""
        at = self.voxels(q).T / STEP
        pick = lambda v: ndi.map_coordinates(v, at, order=1, mode="nearest")
        # the map's own axes are the world's, so a gradient along voxels is one along the world
        turn = np.sign(np.diag(self.affine[:3, :3]))
        g = np.stack([pick(s) * t for s, t in zip(self.slope, turn)], -1) @ self.axes.T
        return pick(self.out), g / np.maximum(np.linalg.norm(g, axis=-1, keepdims=True), 1e-6)

    def near(self, q, middle, mm):
        return np.exp(-((q - middle) ** 2).sum(-1) / mm**2)[..., None]

    # steps; each returns where a point of the new head was before
    def aspect(self, q, s):
        return self.brain + (q - self.brain) / np.array(s)

    def smooth(self, q, seed, mm):
        rng = np.random.default_rng(seed)
        field = np.stack([ndi.gaussian_filter(rng.standard_normal((24, 24, 24)), 2.2) for _ in range(3)])
        field *= mm / np.sqrt((field**2).sum(0)).max()
        at = np.clip((q - self.brain).T / 18 + 11.5, 0, 23)
        return q + np.stack([ndi.map_coordinates(f, at, order=3, mode="nearest") for f in field], -1)

    def zoom(self, q, middle, k, weight):
        return middle + (q - middle) * (1 - (1 - 1 / k) * weight)

    def nose(self, q, k):
        tip = self.marks["nose"]
        return self.zoom(q, tip + [0, -22, 4], k, self.near(q, tip, 24))

    def chin(self, q, mm):
        return q + self.near(q, self.marks["nose"] + [0, -15, -62], 38) * [0, mm, -0.3 * abs(mm)]

    def ears(self, q, mm):
        for side in ("ear_right", "ear_left"):
            if side in self.marks:
                ear = self.marks[side]
                sign = np.sign(ear[0])
                beyond = np.clip((sign * q[:, 0] - abs(ear[0]) + 8) / 16, 0, 1)[:, None]
                q = q - self.near(q, ear, 30) * beyond * [sign * mm, 0, 0]
        return q

    def scalp(self, q, k, most):
        out, g = self.outwards(q)
        more = np.maximum(out - 7, 0) * (1 - 1 / k)
        return q - g * (np.minimum(more, most) if most > 0 else np.maximum(more, most))[:, None]

    def atrophy(self, q, mm):
        out, g = self.outwards(q)
        depth = np.maximum(-out, 0)
        return q + g * (0.8 * mm * np.minimum(depth / mm, 1) * np.exp(-np.maximum(depth - mm, 0) / 22))[:, None]

    def ventricles(self, q, k):
        return self.zoom(q, self.middle, k, self.near(q, self.middle, 30))

    def cranium(self, q, k):
        up = 1 / (1 + np.exp(-(q[:, 2] + 0.15 * q[:, 1] + 5) / 14))[:, None]
        return self.zoom(q, self.brain + [0, 0, -25], k, up)

    def face(self, q, k):
        low = 1 / (1 + np.exp((q[:, 2] + 12) / 10))
        front = 1 / (1 + np.exp(-(q[:, 1] + 75) / 12))
        return self.zoom(q, np.array([0, -30, -5.0]), k, (low * front)[:, None])

    def neck(self, q, k):
        low = 1 / (1 + np.exp((q[:, 2] + 85) / 12))[:, None]
        return self.zoom(q, np.array([0, -70, 0]) + q * [0, 0, 1], k, low)

    def bulge(self, q, towards, mm):
        out, g = self.outwards(q)
        cap = np.exp(-(((np.arccos(np.clip(g @ np.array(towards), -1, 1))) / 0.4) ** 4))
        shape = np.where(out < 0, np.exp(-((out / 25) ** 2)), np.exp(-((np.maximum(out - 6, 0) / 10) ** 2)))
        return q - g * (mm * cap * shape)[:, None]

    def shoulders(self, q, _):
        bottom = self.affine[2, 3] + 4
        world = q @ self.axes + self.eyes
        below = np.maximum(bottom - world[:, 2], 0)
        wide = 1 + np.clip((below - 25) / 45, 0, 1) ** 2 * [[1.6], [0.5]]
        middle = self.eyes + [0, -75, 0]
        world[:, 0] = middle[0] + (world[:, 0] - middle[0]) / wide[0]
        world[:, 1] = middle[1] + (world[:, 1] - middle[1]) / wide[1]
        world[:, 2] = np.maximum(world[:, 2], bottom)
        return self.frame(world)


def coarse(labels, affine):
    """A label map at MM; labels RAS at 1 mm."""
    pick = [np.floor(np.arange(0, n - 1, MM / np.linalg.norm(affine[:3, k])) + 0.5).astype(int) for k, n in enumerate(labels.shape)]
    new = affine.copy()
    new[:3, :3] *= MM / np.linalg.norm(affine[:3, 0])
    return labels[np.ix_(*pick)], new


def warped(labels, affine, name):
    """The label map of another head, with its affine."""
    steps = ANATOMIES[name]
    anatomy = Anatomy(labels, affine)
    pad = np.full((3, 2), 16)
    for kind, *arguments in steps:
        if kind == "shoulders":
            pad[2, 0] += int(arguments[0] / MM)
            pad[0] += 40
            pad[1] += 14
    shape = np.array(labels.shape) + pad.sum(1)
    new = affine.copy()
    new[:3, 3] -= affine[:3, :3] @ pad[:, 0]
    grid = np.stack(np.meshgrid(*[np.arange(0, n + STEP, STEP) for n in shape], indexing="ij"), -1)
    q = anatomy.frame(grid.reshape(-1, 3) @ new[:3, :3].T + new[:3, 3])
    # the last step shapes what the ones before made: the way back goes from it to them
    for kind, *arguments in reversed(steps):
        q = getattr(Anatomy, kind)(anatomy, q, *arguments)
    back = anatomy.voxels(q).reshape(grid.shape).astype(np.float32)
    for axis in range(3):
        back = halved(back, axis, shape[axis])
    source = np.rint(back).astype(np.int32)
    inside = ((source >= 0) & (source < labels.shape)).all(-1)
    source = np.where(inside[..., None], source, 0)
    out = np.where(inside, labels[source[..., 0], source[..., 1], source[..., 2]], 0).astype(np.int16)
    where = np.argwhere(out > 0)
    low, high = np.maximum(where.min(0) - 3, 0), where.max(0) + 4
    new[:3, 3] += new[:3, :3] @ low
    return out[tuple(slice(a, b) for a, b in zip(low, high))], new


def halved(field, axis, count):
    """Twice the points along an axis, linear between: STEP is 2."""
    field = np.moveaxis(field, axis, 0)
    fine = np.empty((2 * len(field) - 1, *field.shape[1:]), field.dtype)
    fine[::2] = field
    fine[1::2] = (field[1:] + field[:-1]) / 2
    return np.moveaxis(fine[:count], 0, axis)
