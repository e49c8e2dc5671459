/**
 * viewer.js, beside the pages of participants: turns a picture into an interactive view where the images are served.
 * A page that is opened as a file may not read other files, so there it does nothing and the pictures stand alone.
 */
export const VIEWER_SCRIPT = `'use strict';
(() => {
  if (!/^https?:$/.test(location.protocol)) return;
  const places = [...document.querySelectorAll('.viewer[data-image]')];
  let library;
  let shown;
  for (const place of places) place.append(makeButton('Turn this head in 3D', () => open(place), place));

  function makeButton(text, act, place) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    if (place) button.setAttribute('aria-label', text + ': ' + place.dataset.name);
    button.addEventListener('click', act);
    return button;
  }

  function load() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = 'viewer/niivue.umd.js';
      script.onload = () => resolve(window.niivue);
      script.onerror = () => reject(new Error('the viewer could not be loaded'));
      document.head.append(script);
    });
    return library;
  }

  // One view at a time: a browser has few places for 3D, and images are large.
  async function open(place) {
    shown?.close();
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    status.textContent = 'Loading the image …';
    const first = place.firstElementChild;
    const tools = document.createElement('div');
    tools.className = 'tools';
    const stage = document.createElement('div');
    stage.className = 'stage';
    const canvas = document.createElement('canvas');
    canvas.tabIndex = 0;
    canvas.setAttribute('aria-label', 'Interactive view of ' + place.dataset.name);
    stage.append(canvas);
    first.hidden = true;
    place.append(status, tools, stage);
    let view;
    const close = () => {
      view?.gl?.getExtension('WEBGL_lose_context')?.loseContext();
      status.remove();
      tools.remove();
      stage.remove();
      first.hidden = false;
      shown = undefined;
      first.focus();
    };
    shown = { close };
    tools.append(makeButton('Close', close));
    tools.firstElementChild.focus();
    try {
      const niivue = await load();
      view = new niivue.Niivue({
        backColor: [0, 0, 0, 1],
        dragAndDropEnabled: false,
        show3Dcrosshair: false,
        isOrientCube: true,
        logLevel: 'silent',
      });
      await view.attachToCanvas(canvas);
      await view.loadVolumes([{ url: place.dataset.image }]);
      let azimuth = 150;
      const turn = (step) => {
        azimuth = (azimuth + step + 360) % 360;
        view.setSliceType(view.sliceTypeRender);
        view.setRenderAzimuthElevation(azimuth, 10);
      };
      const slices = () => view.setSliceType(view.sliceTypeMultiplanar);
      tools.prepend(
        makeButton('Head', () => turn(0)),
        makeButton('Turn left', () => turn(-30)),
        makeButton('Turn right', () => turn(30)),
        makeButton('Slices', slices),
      );
      turn(0);
      tools.firstElementChild.focus();
      status.textContent = 'Drag in the picture to turn the head or to move through the slices.';
    } catch {
      status.textContent = 'The image could not be shown here. The pictures above show it.';
    }
  }
})();
`
