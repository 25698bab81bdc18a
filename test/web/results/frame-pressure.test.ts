import { describe, expect, it } from 'vitest';
import { FramePressure } from '../../../src/web/results/frame-pressure.ts';

function after(times: number[]): FramePressure {
  const pressure = new FramePressure();
  for (const time of times) pressure.frame(time);
  return pressure;
}

describe('FramePressure', () => {
  it('is low while the frames come in time', () => {
    expect(after([]).isHigh).toBe(false);
    expect(after([0, 16.7, 33.4, 50]).isHigh).toBe(false);
  });

  it('is high for ten seconds after one that came late', () => {
    const pressure = after([0, 16.7, 50]);
    let now = 50;
    for (let frame = 0; frame < 599; frame += 1) pressure.frame((now += 16.7));
    expect(pressure.isHigh).toBe(true);
    pressure.frame((now += 16.7));
    expect(pressure.isHigh).toBe(false);
  });

  it('takes no pause for a late frame', () => {
    const pressure = after([0, 16.7]);
    pressure.pause();
    pressure.frame(5000);
    expect(pressure.isHigh).toBe(false);
  });
});
