"""What is done to a finished image, step by step: receivers, values, headers, and things worn on the head."""
import nibabel as nib
import numpy as np
from scipy import ndimage as ndi


class Finished:
    """An image with its truth on the way; steps change `values`, `affine` or what is stored, and say how to judge it."""

    def __init__(self, image, marks, axes, head, seed):
        self.image, self.affine = image, image.affine
        self.values = np.asarray(image.dataobj, np.float32).reshape(image.shape[:3])
        self.head = head
        self.rng = np.random.default_rng([seed, 7])
        self.zooms = np.sqrt((self.affine[:3, :3] ** 2).sum(0))
        eyes = (marks["eye_right"] + marks["eye_left"]) / 2
        self.scale = np.linalg.norm(marks["eye_right"] - marks["eye_left"]) / 62
        index = np.stack(np.meshgrid(*[np.arange(n, dtype=np.float32) for n in self.values.shape], indexing="ij"), -1)
        world = index @ self.affine[:3, :3].T.astype(np.float32) + self.affine[:3, 3].astype(np.float32) - eyes.astype(np.float32)
        self.at = world @ axes.T.astype(np.float32) / self.scale  # mm of an adult, from the middle between the eyes
        self.marks = {k: ((v - eyes) @ axes.T) / self.scale for k, v in marks.items() if v.shape == (3,)}
        self.marks.setdefault("nose", np.array([0.0, 18, -38]))
        for side, x in (("ear_right", 75), ("ear_left", -75)):
            self.marks.setdefault(side, np.array([x, -85.0, -15]))
        self.top = float(np.percentile(self.values[head], 95))
        self.gain = None  # what a receiver made of it: judged without it
        self.covered = False  # skin is hidden or something covers it: judged by the plain image
        self.stored = None  # bytes to store instead of the image's own kind
        self.header = None  # (affine, qform code, sform code, qform affine)
        self.outside = None

    def away(self, middle, stretch=(1, 1, 1)):
        return np.sqrt((((self.at - np.array(middle, np.float32)) / np.array(stretch, np.float32)) ** 2).sum(-1))

    def beyond(self):
        """mm outside the head."""
        if self.outside is None:
            self.outside = ndi.distance_transform_edt(~self.head, sampling=self.zooms) / self.scale
        return self.outside

    def put(self, where, level, spread=0.1):
        self.covered = True
        noise = 1 + spread * self.rng.standard_normal(int(where.sum()))
        self.values[where] = np.maximum(self.values[where], level * self.top * noise)

    def void(self, middle, mm, edge=4):
        self.covered = True
        r = self.away(middle)
        dark = self.values[~self.head]
        inside = r < mm
        if dark.size:
            self.values[inside] = self.rng.choice(dark, int(inside.sum()))
        self.values[(r >= mm) & (r < mm + edge) & self.head] *= 1.8

    def receive(self, gain):
        self.gain = gain.astype(np.float32) if self.gain is None else self.gain * gain
        self.values = self.values * gain


# ---- receivers -------------------------------------------------------------------------------------------
def seven_tesla(f):
    """Bright in the middle, dark below and at the temples."""
    g = np.exp(-((f.away((0, -75, 30)) / 95) ** 2)) + 0.1
    low = 1 / (1 + np.exp(-(f.at[..., 2] + 15) / 12))
    f.receive(0.15 + 1.2 * g * (0.2 + 0.8 * low))


def front_coil(f):
    f.receive(0.05 + 1.5 * np.exp(-f.away((0, 30, -10)) / 60))


def back_coil(f):
    f.receive(0.05 + 1.5 * np.exp(-f.away((0, -190, 0)) / 65))


def side_coil(f):
    f.receive(0.08 + 1.5 * np.exp(-f.away((95, -80, 0)) / 60))


# ---- values ----------------------------------------------------------------------------------------------
def of_air(f):
    return f.beyond() > 1.5


def loud_air(f):
    """A fitted map: anything at all in air."""
    air = of_air(f)
    f.values[air] = f.rng.uniform(0, 1.6 * f.top, int(air.sum()))


def heavy_air(f):
    """The same with most values small and some very high (a fitted rate)."""
    air = of_air(f)
    f.values[air] = np.abs(f.top * f.rng.standard_cauchy(int(air.sum()))).clip(0, 20 * f.top)


def signed_air(f):
    air = of_air(f)
    f.values[air] = f.rng.normal(0, 0.04 * f.top, int(air.sum()))


def quiet_air(f):
    """One value in air, as denoised combined images have it."""
    f.values[of_air(f)] = 0


def nan_air(f):
    f.values[of_air(f)] = np.nan
    f.stored = np.float32


def susceptibility(f):
    """A map of both signs with noise in air."""
    inside = f.values[f.head]
    f.values = (f.values - np.median(inside)) / f.top * 0.1
    air = of_air(f)
    f.values[air] = f.rng.normal(0, 0.08, int(air.sum()))
    f.stored = np.float32


def phase(f):
    """Wraps over the head, any phase in air."""
    r = f.at / 60
    angle = 3 * r[..., 0] * r[..., 1] + 4 * r[..., 2] + 2.5 * r[..., 1] ** 2 + f.values / f.top
    air = of_air(f)
    angle[air] = f.rng.uniform(-np.pi, np.pi, int(air.sum()))
    f.values = (np.angle(np.exp(1j * angle)) / np.pi * 4095).astype(np.float32)
    f.stored = np.int16


def tiny(f):
    f.values = f.values * 1e-5
    f.stored = np.float64


def huge(f):
    f.values = f.values * 1e6
    f.stored = np.float64


def bytes_only(f):
    f.values = np.clip(f.values / f.top * 200, 0, 255)
    f.stored = np.uint8


def mask_only(f):
    f.values = ndi.gaussian_filter(f.head.astype(np.float32), 0.5) > 0.5
    f.stored = np.uint8


def echoes(f):
    decay = np.exp(-np.arange(4) * (0.35 + 0.25 * (f.values < 0.4 * f.top))[..., None])
    f.values = f.values[..., None] * decay


def one_volume(f):
    f.values = f.values[..., None]


# ---- headers ---------------------------------------------------------------------------------------------
def qform_only(f):
    f.header = (f.affine, 1, 0, f.affine)


def sform_only(f):
    f.header = (f.affine, 0, 1, f.affine)


def disagree(f):
    turn = np.eye(4)
    turn[:3, 3] = 40, -25, 30
    f.header = (f.affine, 1, 2, turn @ f.affine)


def neither(f):
    f.header = (f.affine, 0, 0, f.affine)


def turned(*diagonal):
    def step(f):
        a = np.diag([*diagonal, 1.0]) @ f.affine
        f.header = (a, 1, 1, a)

    return step


def elsewhere(f):
    """Coordinates of another place: 30 mm and 20 degrees off."""
    c, s = np.cos(np.radians(20)), np.sin(np.radians(20))
    m = np.array([[1, 0, 0, 8], [0, c, -s, -30], [0, s, c, 22], [0, 0, 0, 1.0]])
    f.header = (m @ f.affine, 1, 1, m @ f.affine)


# ---- worn ------------------------------------------------------------------------------------------------
def electrodes(level):
    def step(f):
        out = f.beyond()
        scalp = np.argwhere((out > 0) & (out < 3) & (f.at[..., 2] > 5) & (f.at[..., 2] > 25 - f.at[..., 1] * 0.6 - 60))
        index = np.zeros(f.values.shape, bool)
        chosen = []
        for p in f.rng.permutation(scalp):
            here = f.at[tuple(p)]
            if all(((here - c) ** 2).sum() > 35**2 for c in chosen):
                chosen.append(here)
            if len(chosen) == 40:
                break
        for c in chosen:
            index |= f.away(c) < 6
        if level:
            f.put(index & (out > 0), level)
        else:
            f.covered = True
            f.values[index] *= 0.15

    return step


def pads(f):
    for side in ("ear_right", "ear_left"):
        ear = f.marks[side]
        middle = ear + [np.sign(ear[0]) * 16, 0, 5]
        f.put((f.away(middle, (9, 34, 40)) < 1) & (f.beyond() > 0), 0.4)


def layer(mm, level, spread, where):
    def step(f):
        out = f.beyond()
        patchy = ndi.gaussian_filter(f.rng.standard_normal(f.values.shape), 2)
        patchy /= patchy.std()
        f.put((out > 0) & (out < mm * (1 + 0.35 * patchy)) & where(*np.moveaxis(f.at, -1, 0)), level, spread)

    return step


def glasses(f):
    for x in (33, -33):
        ring = f.away((x, 26, -6), (1, 1, 0.8))
        f.put((np.abs(ring - 26) < 2.5) & (np.abs(f.at[..., 1] - 26) < 4), 0.6)
        f.put((np.abs(f.at[..., 0] - np.sign(x) * 72) < 3) & (np.abs(f.at[..., 2] + 2) < 3) & (f.at[..., 1] < 26) & (f.at[..., 1] > -85) & (f.beyond() > 0), 0.6)


def metal_glasses(f):
    f.void((0, 22, -8), 16)
    for x in (70, -70):
        f.void((x, -20, -2), 14)


def mask(f):
    out = f.beyond()
    f.put((out > 5) & (out < 9) & (f.at[..., 2] < -15) & (f.at[..., 2] > -105) & (f.at[..., 1] > -40), 0.3)


def braces(f):
    f.void(f.marks["nose"] + [0, -25, -32], 44)


def dental(f):
    f.void(f.marks["nose"] + [18, -45, -35], 26)


def implant(f):
    f.void(f.marks["ear_left"] + [4, -28, 22], 30)


def bite_bar(f):
    mouth = f.marks["nose"] + [0, 0, -32]
    rod = np.hypot(f.at[..., 0] - mouth[0], f.at[..., 2] - mouth[2]) < 9
    f.put(rod & (f.at[..., 1] > mouth[1] - 20) & (f.beyond() > 0), 0.6)


def bandage(f):
    out = f.beyond()
    f.put((out > 0.5) & (out < 7) & (f.at[..., 2] > 25) & (f.at[..., 2] < 75), 0.35)


def hand(f):
    f.put((f.away((80, 5, -60), (14, 40, 30)) < 1) & (f.beyond() > 0), 0.5)


def cushion(f):
    """Foam behind and beside the head that a coil sees."""
    f.put((f.beyond() > 1) & (f.beyond() < 25) & (f.at[..., 1] < -110), 0.15, 0.4)


STEPS = {}
for _step in (seven_tesla, front_coil, back_coil, side_coil, loud_air, heavy_air, signed_air, quiet_air, nan_air, susceptibility, phase, tiny, huge, bytes_only, mask_only, echoes, one_volume,
              qform_only, sform_only, disagree, neither, elsewhere, pads, glasses, metal_glasses, mask, braces, dental, implant, bite_bar, bandage, hand, cushion):
    STEPS[_step.__name__.replace("_", "-")] = _step
STEPS.update({
    "electrodes": electrodes(1.1),
    "dark-electrodes": electrodes(0),
    "hair": layer(8, 0.12, 0.5, lambda r, f, u: (u > 30) | (f < -70)),
    "beard": layer(7, 0.15, 0.5, lambda r, f, u: (u < -55) & (f > -70)),
    "upside-down": turned(1, -1, -1),
    "back-to-front": turned(-1, -1, 1),
    "mirrored-front": turned(1, -1, 1),
})


def finish(image, marks, axes, head, steps, seed):
    """The image after all steps, and how it is to be judged: a gain (or None), and whether the plain image shows the skin."""
    f = Finished(image, marks, axes, head, seed)
    for name in steps:
        STEPS[name](f)
    kind = f.stored or image.get_data_dtype()
    if f.gain is not None and kind == np.uint8:
        kind = np.int16  # room for what is brighter
    values = f.values
    if np.dtype(kind).kind in "iu":
        limits = np.iinfo(kind)
        values = np.clip(np.rint(np.nan_to_num(values)), limits.min, limits.max)
    out = nib.Nifti1Image(values.astype(kind), f.affine)
    affine, qcode, scode, qform = f.header or (f.affine, 1, 1, f.affine)
    out.set_sform(affine if scode else None, scode)
    out.set_qform(qform if qcode else None, qcode)
    if not (qcode or scode):
        out.header["pixdim"][1:4] = f.zooms
    out.header.set_xyzt_units("mm", "sec")
    return out, f.gain, f.covered or f.header is not None
