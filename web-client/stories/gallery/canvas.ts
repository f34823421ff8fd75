/** Painted pictures in the place of cameras and screens: quiet, still enough to compare, and plainly nobody. */

/** A speaker at a lectern, drawn with a few shapes. */
export function portrait(hue: number): MediaStream {
  return painted((pen, width, height) => {
    const wall = pen.createLinearGradient(0, 0, width, height);
    wall.addColorStop(0, `hsl(${String(hue)} 22% 46%)`);
    wall.addColorStop(1, `hsl(${String(hue)} 28% 24%)`);
    pen.fillStyle = wall;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = `hsl(${String(hue)} 30% 16%)`;
    pen.beginPath();
    pen.ellipse(width / 2, height * 1.05, width * 0.24, height * 0.45, 0, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = 'hsl(28 38% 66%)';
    pen.beginPath();
    pen.ellipse(width / 2, height * 0.42, width * 0.085, height * 0.19, 0, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = 'hsl(25 30% 20%)';
    pen.beginPath();
    pen.ellipse(width / 2, height * 0.3, width * 0.092, height * 0.11, 0, Math.PI, 2 * Math.PI);
    pen.fill();
  });
}

/** A slide with a heading, lines and a chart. */
export function slide(): MediaStream {
  return painted((pen, width, height) => {
    pen.fillStyle = '#fbfaf7';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#0a5a63';
    pen.fillRect(0, 0, width, height * 0.02);
    pen.font = `600 ${String(height / 12)}px system-ui, sans-serif`;
    pen.fillText('48-volt drives', width * 0.07, height * 0.2);
    pen.fillStyle = '#3b3731';
    pen.font = `${String(height / 24)}px system-ui, sans-serif`;
    ['Range +18 %', 'Two-stage cooling', 'Serial production 2027'].forEach((line, place) => {
      pen.fillText(`·  ${line}`, width * 0.07, height * (0.36 + place * 0.09));
    });
    [0.28, 0.4, 0.37, 0.55, 0.66].forEach((share, place) => {
      pen.fillStyle = place === 4 ? '#0a5a63' : '#b9cfd1';
      pen.fillRect(width * (0.56 + place * 0.075), height * (0.88 - share), width * 0.05, height * share);
    });
  });
}

function painted(paint: (pen: CanvasRenderingContext2D, width: number, height: number) => void): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const pen = canvas.getContext('2d');
  if (!pen) return new MediaStream();
  const stream = canvas.captureStream(5);
  paint(pen, canvas.width, canvas.height);
  // A stream of a canvas sends a frame only when something is painted.
  setInterval(() => {
    paint(pen, canvas.width, canvas.height);
  }, 200);
  return stream;
}
