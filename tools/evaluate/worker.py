"""Makes and judges images for `npm run evaluate`: one request (a JSON line) in, one answer out.

Uses synth.py and evaluate.py of the folder named by --shared; they know nothing of how a face was removed.
"""
import argparse, gzip, json, os, sys, tempfile, traceback

PROTOCOL = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever the libraries print must not mix with the answers
sys.dont_write_bytecode = True
arguments = argparse.ArgumentParser()
arguments.add_argument("--shared", required=True)
arguments.add_argument("--scratch", required=True)
arguments.add_argument("--cache", required=True)
A = arguments.parse_args()
sys.path.insert(0, os.path.join(A.shared, "evaluate"))

import nibabel as nib
import numpy as np
from scipy import ndimage as ndi

import evaluate
import synth
from strange import afterwards, anatomies, tissues

MARGIN = 3  # voxels of air kept around a label map's head


# ---- images ----------------------------------------------------------------------------------------
def label_map(name, scale, strange=None):
    """A copy with the air around the head cut off (twice as fast to draw) and the head scaled, or a coarser one, warped."""
    kind = "" if strange is None else f"-{strange.get('anatomy', 'coarse')}"
    path = os.path.join(A.scratch, "maps", f"{name}-{scale:g}{kind}.nii.gz")
    if not os.path.exists(path):
        labels, affine = synth.load_map(os.path.join(A.shared, "heads", "labelmaps", f"training_seg_{name}.nii.gz"))
        where = np.argwhere(synth.largest(labels > 0))
        low, high = where.min(0), where.max(0) + 1
        box = tuple(slice(a, b) for a, b in zip(low, high))
        cut = np.pad(labels[box], MARGIN)
        affine = affine.copy()
        affine[:3, 3] += affine[:3, :3] @ (low - MARGIN)
        affine[:3] *= scale
        if strange is not None:
            cut, affine = anatomies.coarse(cut, affine)
        if kind and "anatomy" in strange:
            cut, affine = anatomies.warped(cut, affine, strange["anatomy"])
        write(nib.Nifti1Image(cut, affine), path)
    return path


def write(image, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    part = f"{path}.{os.getpid()}.part"
    with open(part, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=1, mtime=0) as zipped:
        zipped.write(image.to_bytes())
    os.replace(part, path)


def crops(path, wanted):
    """`{"front": 20}` is mm off the head's box; `{"bottom": ["nose", -40]}` cuts 40 mm below the nose tip."""
    if not wanted:
        return {}
    labels, affine = synth.load_map(path)
    head = synth.head_mask(labels)
    marks, _, _ = synth.landmarks_of(labels, affine, head)
    where = np.argwhere(head)
    low = where.min(0) @ affine[:3, :3].T + affine[:3, 3]
    high = where.max(0) @ affine[:3, :3].T + affine[:3, 3]
    out = {}
    for side, amount in wanted.items():
        if isinstance(amount, list):
            axis, top = divmod(synth.SIDES.index(side), 2)
            top = side == "right" if axis == 0 else top
            scale = np.linalg.norm(affine[:3, 0])
            plane = marks[amount[0]][axis] + amount[1] * scale
            amount = high[axis] - plane if top else plane - low[axis]
        out[side] = float(amount)
    return out


def make(job):
    """The image of a label-map case, with its truth, or the real head brought into the scratch folder."""
    prefix = os.path.join(A.scratch, "cases", job["name"])
    source = job["source"]
    strange = job.get("strange", {})
    if "map" not in source:
        path = real(source, prefix)
        return finished(prefix + "-done", path, None, strange) if strange.get("after") else {"image": path, "truth": None}
    if not os.path.exists(prefix + "_truth.npz"):
        options = dict(job["options"])
        tissues.VOXEL["mm"] = anatomies.MM if "strange" in job else 1.0
        path = label_map(source["map"], source.get("scale", 1), job.get("strange"))
        options["crop"] = crops(path, options.get("crop"))
        image, truth = synth.make(path, job["contrast"], **options)
        truth["labelmap"] = np.array(path)
        truth["rotate"] = np.array(options.get("rotate", (0, 0, 0)), float)
        truth["shift"] = np.array(options.get("shift", (0, 0, 0)), float)
        write(image, prefix + ".nii.gz")
        part = f"{prefix}.{os.getpid()}.npz"
        np.savez_compressed(part, **truth)
        os.replace(part, prefix + "_truth.npz")
    if strange.get("after"):
        return finished(prefix + "-done", prefix + ".nii.gz", prefix + "_truth.npz", strange)
    return {"image": prefix + ".nii.gz", "truth": prefix + "_truth.npz"}


def real(source, prefix):
    if "file" in source:
        return os.path.join(A.shared, "heads", source["file"])
    path = prefix + ".nii.gz"
    if not os.path.exists(path):
        write(minc(source["minc"]), path)
    return path


def finished(prefix, plain, truth, strange):
    """The image with what is done to it afterwards; `plain` and `gain` say how it is to be judged."""
    path, known = prefix + ".nii.gz", prefix + ".json"
    if not os.path.exists(known):
        image = nib.load(plain)
        if truth:
            facts = np.load(truth)
            marks, axes, head = {k[5:]: facts[k] for k in facts if k.startswith("mark_")}, facts["axes"], facts["head"] > 0
        else:
            marks, _ = evaluate.locate(plain, A.cache)
            axes = marks.pop("axes")
            original = evaluate.read(plain)
            zooms = np.sqrt((image.affine[:3, :3] ** 2).sum(0))
            skin = evaluate.surface(original[2], zooms, "magnitude")
            head = ndi.binary_fill_holes(synth.largest(skin > 0.5 * evaluate.otsu(skin)))
        done, gain, covered = afterwards.finish(image, marks, axes, head, strange["after"], strange.get("seed", 1))
        write(done, path)
        if gain is not None:
            np.save(prefix + "-gain.npy", gain.astype(np.float32))
        with open(known, "w") as file:
            json.dump({"plain": covered, "gain": gain is not None}, file)
    how = json.load(open(known))
    made = {"image": path, "truth": truth}
    if how["plain"] or how["gain"]:
        made["plain"] = plain
    return {**made, "gain": prefix + "-gain.npy"} if how["gain"] else made


def minc(stem):
    """The raw volumes of the npm package brainbrowser; `order` names the axes, slowest first."""
    header = json.load(gzip.open(stem + ".header.gz"))
    raw = np.frombuffer(gzip.open(stem + ".raw.gz").read(), np.uint8)
    axes = [header[name] for name in header["order"]]
    data = raw.reshape([axis["space_length"] for axis in axes])
    affine = np.eye(4)
    for k, axis in enumerate(axes):
        affine[:3, k] = np.array(axis["direction_cosines"]) * axis["step"]
        affine[:3, 3] += np.array(axis["direction_cosines"]) * axis["start"]
    return nib.Nifti1Image(data.astype(np.int16), affine)


# ---- what pydeface's mask would take -----------------------------------------------------------------
def template_mask():
    """pydeface's head, and its mask continued beyond that head's field of view."""
    import pydeface

    folder = os.path.join(os.path.dirname(pydeface.__file__), "data")
    mask = nib.load(os.path.join(folder, "facemask.nii.gz"))
    more = 80  # voxels, on each side
    affine = mask.affine.copy()
    affine[:3, 3] -= affine[:3, :3] @ np.full(3, more)
    path = os.path.join(A.cache, "facemask.nii.gz")
    write(nib.Nifti1Image(np.pad(np.asarray(mask.dataobj) > 0.5, more, mode="edge").astype(np.uint8), affine), path)
    return os.path.join(folder, "mean_reg2mean.nii.gz"), path


def removed_by_pydeface(path, key):
    """Where pydeface's facemask, brought by an affine of ants (mattes, 2 mm), is 0: on the image's grid, kept on disk.

    Beyond the template's own box the mask goes on as at its edge: FLIRT would clear all of it, which no one wants.
    """
    store = os.path.join(A.cache, f"facemask-{key}.npy")
    image = nib.load(path)
    shape = image.shape[:3]
    if not os.path.exists(store):
        import ants
        from nibabel.processing import resample_to_output

        head, mask = template_mask()
        first = np.nan_to_num(image.get_fdata(dtype=np.float32)).reshape(shape + (-1,))[..., 0]
        small = resample_to_output(nib.Nifti1Image(first, image.affine), (2, 2, 2), order=1)
        data = np.clip(np.asarray(small.dataobj, np.float32), 0, None)
        with tempfile.TemporaryDirectory() as folder:
            nib.save(nib.Nifti1Image(np.minimum(data, np.percentile(data, 99.8)), small.affine), f"{folder}/f.nii.gz")
            nib.save(nib.Nifti1Image(first, image.affine), f"{folder}/full.nii.gz")
            fixed, moving = ants.image_read(f"{folder}/f.nii.gz"), ants.image_read(head)
            found = ants.registration(fixed, moving, "Affine", aff_metric="mattes", random_seed=1)
            facemask = ants.image_read(mask)
            carried = ants.apply_transforms(ants.image_read(f"{folder}/full.nii.gz"), facemask, found["fwdtransforms"], "nearestNeighbor", defaultvalue=1)
            removed = carried.numpy() < 0.5
        part = f"{store}.{os.getpid()}.npy"
        np.save(part, np.packbits(removed))
        os.replace(part, store)
    return np.unpackbits(np.load(store), count=int(np.prod(shape))).reshape(shape) > 0


def facemask(job):
    """The same as a file of bytes in the order of the image's voxels."""
    made = make(job)
    key = job["name"] if made["truth"] else os.path.basename(made["image"]).replace(".nii.gz", "")
    path = os.path.join(A.scratch, f"facemask-{os.getpid()}.raw")
    removed_by_pydeface(made["image"], key).astype(np.uint8).ravel(order="F").tofile(path)
    return {"path": path}


def baseline_ml(job, made, original):
    """ml of head tissue under the removed part of pydeface's mask, counted as evaluate.py counts it."""
    image, raw, values = original
    voxel = abs(np.linalg.det(image.affine[:3, :3])) / 1000
    if made["truth"] is None:
        zooms = np.sqrt((image.affine[:3, :3] ** 2).sum(0))
        mode = evaluate.air_mode(values)
        vol = evaluate.surface(values, zooms, mode)
        tissue = vol > evaluate.otsu(vol) * (0.5 if mode == "magnitude" else 1)
        key = os.path.basename(made["image"]).replace(".nii.gz", "")
        removed = removed_by_pydeface(made["image"], key)
        return float((tissue & removed & (raw != 0)).sum() * voxel)
    truth = np.load(made["truth"])
    name = job["source"]["map"]
    plain = label_map(name, 1)
    upright = os.path.join(A.scratch, "maps", f"{name}-T1w.nii.gz")
    if not os.path.exists(upright):
        write(synth.make(plain, "T1w")[0], upright)
    removed = removed_by_pydeface(upright, f"map-{name}")
    # image voxel -> the case's scaled map in world -> plain map in world -> voxel of the upright image
    path = label_map(name, job["source"].get("scale", 1))
    labels, affine = synth.load_map(path)
    centre = affine[:3, :3] @ np.array(ndi.center_of_mass(synth.head_mask(labels))) + affine[:3, 3]
    pose = np.eye(4)
    pose[:3, :3] = synth.rotation(truth["rotate"])
    pose[:3, 3] = centre + truth["shift"] - pose[:3, :3] @ centre
    shrink = np.diag([1 / job["source"].get("scale", 1)] * 3 + [1])
    to = np.linalg.inv(nib.load(upright).affine) @ shrink @ np.linalg.inv(pose) @ truth["affine"]
    here = ndi.affine_transform(removed.astype(np.uint8), to[:3, :3], to[:3, 3], output_shape=raw.shape, order=0) > 0
    return float((here & (truth["head"] > 0) & (raw != 0)).sum() * voxel)


KNOWN = {}


def baseline(job, made=None, original=None):
    """baseline_ml, kept in the cache by the case's name."""
    store = os.path.join(A.cache, "facemask.json")
    read = lambda: json.load(open(store)) if os.path.exists(store) else {}
    if job["name"] not in KNOWN:
        KNOWN.update(read())
    if job["name"] not in KNOWN:
        made = made or make(job)
        KNOWN[job["name"]] = round(baseline_ml(job, made, original or evaluate.read(made["image"])), 1)
        with open(f"{store}.{os.getpid()}", "w") as file:
            json.dump({**read(), **KNOWN}, file)
        os.replace(f"{store}.{os.getpid()}", store)
    return KNOWN[job["name"]]


# ---- judging -----------------------------------------------------------------------------------------
def judge(job):
    """evaluate.py on the pair, with what pydeface's mask costs on the same head."""
    made = make(job)
    anon = job["anon"]
    original = evaluate.read(made["image"])
    truth = dict(np.load(made["truth"])) if made["truth"] else None
    plain = made.get("plain", made["image"])
    shown = original if plain == made["image"] else evaluate.read(plain)
    reference = evaluate.reference_of(shown, truth, A.cache, plain)
    judged = lambda path, like: evaluate.evaluate(made["image"], path, made["truth"], None, A.cache, reference, job["attacks"], job.get("picture"), like)
    out = judged(anon, original)
    if "gain" in made:  # whoever looks for a face evens the receiver out
        with tempfile.TemporaryDirectory() as folder:
            even = os.path.join(folder, "even.nii.gz")
            write(nib.Nifti1Image(evaluate.read(anon)[2] / np.load(made["gain"]), shown[0].affine), even)
            out.update({key: value for key, value in judged(even, shown).items() if key in ("kept", "shape_r", "attack")})
            original, anon = shown, evaluate.read(even)
    out["landmarks_cut"] = bool(truth is not None and "mark_nose" not in truth)
    out["pydeface_ml"] = None if "strange" in job else baseline(job, made, original)
    if job.get("panel"):
        np.save(job["panel"], panel(original, anon if isinstance(anon, tuple) else evaluate.read(anon), reference))
    return out


LAST = {}


def label(job):
    """What evaluate.py says of one of many outputs of a head, without its search for rebuilt faces."""
    if LAST.get("name") != job["name"]:
        made = make(job)
        original = evaluate.read(made["image"])
        truth = dict(np.load(made["truth"])) if made["truth"] else None
        LAST.update(name=job["name"], made=made, original=original, reference=evaluate.reference_of(original, truth, A.cache, made["image"]))
    made = LAST["made"]
    out = evaluate.evaluate(made["image"], job["anon"], made["truth"], None, A.cache, LAST["reference"], False, None, LAST["original"])
    return {key: out[key] for key in ("kept", "shape_r", "brain")}


def strangers(job):
    """What chance gives: each output's best attack r against its own head and against the next two heads of the list."""
    heads = []
    for one in job["cases"]:
        made = make(one)
        original = evaluate.read(made["image"])
        truth = dict(np.load(made["truth"])) if made["truth"] else None
        heads.append(evaluate.reference_of(original, truth, A.cache, made["image"]))
    out = {"own": {}, "strangers": {}}
    for k, one in enumerate(job["cases"]):
        _, raw, values = evaluate.read(one["anon"])
        for step in (0, 1, 2):
            other = {key: value for key, value in heads[(k + step) % len(heads)].items() if key != "windows"}
            found = evaluate.attack(raw, values, heads[k]["zooms"], heads[k]["frame"], other, dict.fromkeys(("face", "ear_left", "ear_right"), 0))
            for name, best in found.items():
                out["strangers" if step else "own"].setdefault(name.split("_")[0], []).append(best["r"])
    return out


def panel(original, anon, reference):
    """Original and output seen from the front and the left, output from the right and through the middle: one strip."""
    frame, zooms = reference["frame"], reference["zooms"]
    _, _, values = anon
    grid = frame.grid(evaluate.surface(values, zooms, reference["mode"]).astype(np.float32))
    before, inside = reference["grid"], frame.inside()
    after = np.where(inside, grid, grid.min())
    before = np.where(inside, before, before.min())
    t0, t1 = reference["thr"], reference["native_thr"]
    views = [evaluate.shade(before, t0), evaluate.shade(after, t1), evaluate.shade(before, t0, 0, 1), evaluate.shade(after, t1, 0, 1), evaluate.shade(after, t1, 0, -1)]
    low, n = np.array([-3.0, -200.0, -125.0]), np.array([1, 164, 168])
    top = np.percentile(original[2], 99.3)
    slices = [np.clip(frame.grid(v, low=low, step=1.4, n=n)[0] / top, 0, 1) for v in (original[2], values)]
    strip = np.zeros((168, 0))
    for view in views + slices:
        picture = view.T[::-1]
        tall = np.zeros((168, picture.shape[1]))
        tall[: min(168, len(picture))] = picture[:168]
        strip = np.concatenate([strip, tall, np.full((168, 2), 0.5)], 1)
    return (strip * 255).astype(np.uint8)


def sheet(job):
    """Many strips with their captions in one PNG, two beside each other."""
    from PIL import Image, ImageDraw

    strips = [(np.load(path), caption) for path, caption in job["strips"] if os.path.exists(path)]
    width = max(strip.shape[1] for strip, _ in strips)
    columns = 2 if len(strips) > 6 else 1
    rows = -(-len(strips) // columns)
    page = Image.new("L", (columns * (width + 8), rows * 188), 0)
    pen = ImageDraw.Draw(page)
    for k, (strip, caption) in enumerate(strips):
        x, y = (k // rows) * (width + 8), (k % rows) * 188
        page.paste(Image.fromarray(strip), (x, y + 14))
        pen.text((x + 2, y + 1), caption, fill=255)
    page.save(job["path"])
    return {"path": job["path"], "heads": len(strips)}


def main():
    os.makedirs(A.cache, exist_ok=True)
    actions = {"make": make, "baseline": lambda job: {"ml": baseline(job)}, "judge": judge, "label": label, "facemask": facemask, "strangers": strangers, "sheet": sheet}
    for line in sys.stdin:
        job = json.loads(line)
        try:
            answer = actions[job["do"]](job)
        except Exception as error:  # one case must not stop the others
            answer = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
        PROTOCOL.write(json.dumps(answer) + "\n")
        PROTOCOL.flush()


main()
