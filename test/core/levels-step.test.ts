import { describe, expect, it } from 'vitest';
import { addLevel, stepLevels } from '../../src/core/levels-step.ts';

describe('a step', () => {
  it('changes the number at the caret by what the parameter goes by, without the noise of fractions', () => {
    expect(stepLevels('temperature', '0.3, 0.7, 1.5', 5, 1)).toEqual({
      text: '0.3, 0.8, 1.5',
      from: 5,
      to: 8,
    });
    expect(stepLevels('temperature', '0.3, 0.7', 8, -1)?.text).toBe('0.3, 0.6');
    expect(stepLevels('max_tokens', '400', 0, 1)?.text).toBe('450');
    expect(stepLevels('top_p', '0.9', 3, 1)?.text).toBe('0.95');
    let text = '0';
    for (let n = 0; n < 7; n += 1) text = stepLevels('temperature', text, 0, 1)?.text ?? 'stuck';
    expect(text).toBe('0.7');
  });

  it('takes the last number before the caret where it stands at none', () => {
    expect(stepLevels('temperature', '0.3,  ', 6, 1)?.text).toBe('0.4,  ');
    expect(stepLevels('temperature', 'default', 3, 1)).toBeNull();
  });

  it('stops where the parameter does', () => {
    expect(stepLevels('temperature', '0', 0, -1)).toBeNull();
    expect(stepLevels('top_p', '1', 0, 1)).toBeNull();
    expect(stepLevels('frequency_penalty', '0', 0, -1)?.text).toBe('-0.1');
  });

  it('moves the ends and the step of a range', () => {
    const range = '0 to 1.5 step 0.25';
    expect(stepLevels('temperature', range, 0, 1)?.text).toBe('0.1 to 1.5 step 0.25');
    expect(stepLevels('temperature', range, 6, -1)?.text).toBe('0 to 1.4 step 0.25');
    expect(stepLevels('temperature', range, 18, 1)?.text).toBe('0 to 1.5 step 0.3');
    expect(stepLevels('temperature', '0 to 1 step 0.05', 16, -1)).toBeNull();
    expect(stepLevels('temperature', '0~1.5 step 0.25', 0, 1)?.text).toBe('0.1~1.5 step 0.25');
    expect(stepLevels('temperature', '0부터 1.5까지 0.25씩', 13, 1)?.text).toBe('0부터 1.5까지 0.3씩');
  });
});

describe('one more level', () => {
  it('goes on as the last two did', () => {
    expect(addLevel('temperature', '0.3')?.text).toBe('0.3, 0.4');
    expect(addLevel('temperature', '0.2, 0.7,')?.text).toBe('0.2, 0.7, 1.2');
    expect(addLevel('max_tokens', '100, 200')).toEqual({ text: '100, 200, 300', from: 10, to: 13 });
    expect(addLevel('top_p', '0.5, 1')).toBeNull();
    expect(addLevel('temperature', '0 to 1 step 0.5')).toBeNull();
  });
});
