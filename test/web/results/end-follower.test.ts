import { describe, expect, it } from 'vitest';
import { EndFollower } from '../../../src/web/results/end-follower.ts';

/** A box as the page has it: it scrolls no further than to its end. */
function createBox(scrollHeight: number) {
  let top = 0;
  return {
    scrollHeight,
    clientHeight: 100,
    get scrollTop() {
      return top;
    },
    set scrollTop(to: number) {
      top = Math.max(0, Math.min(to, this.scrollHeight - this.clientHeight));
    },
  };
}

describe('EndFollower', () => {
  it('goes to the end as the text grows', () => {
    const follower = new EndFollower();
    const box = createBox(300);
    follower.follow(box);
    expect(box.scrollTop).toBe(200);
    box.scrollHeight = 500;
    follower.follow(box);
    expect(box.scrollTop).toBe(400);
  });

  it('stays where someone has gone up to read, until they come back to the end', () => {
    const follower = new EndFollower();
    const box = createBox(300);
    follower.follow(box);
    box.scrollTop = 50;
    follower.scrolled(box);
    box.scrollHeight = 500;
    follower.follow(box);
    expect(box.scrollTop).toBe(50);
    box.scrollTop = 400;
    follower.scrolled(box);
    box.scrollHeight = 600;
    follower.follow(box);
    expect(box.scrollTop).toBe(500);
  });

  it('follows again when another text begins', () => {
    const follower = new EndFollower();
    const box = createBox(300);
    follower.follow(box);
    box.scrollTop = 0;
    follower.scrolled(box);
    follower.begin();
    follower.follow(box);
    expect(box.scrollTop).toBe(200);
  });
});
