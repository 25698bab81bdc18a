/** What of a box is asked and set. */
type ScrollBox = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

/** Keeps the end of a text that grows in sight; who goes up wants to read there, who comes back to the end wants to follow. */
export class EndFollower {
  #isFollowing = true;
  #followedTo = 0;

  /** Begins anew: another text is on its way. */
  begin(): void {
    this.#isFollowing = true;
    this.#followedTo = 0;
  }

  /** Brings the end of the box into sight, where it is followed. */
  follow(box: ScrollBox | null): void {
    if (!box || !this.#isFollowing) return;
    box.scrollTop = 1e7;
    this.#followedTo = box.scrollTop;
  }

  /** Notes that the box was scrolled. Its own scrolling only goes down. */
  scrolled(box: ScrollBox | null): void {
    if (!box) return;
    if (box.scrollTop < this.#followedTo - 4) this.#isFollowing = false;
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 4) this.#isFollowing = true;
  }
}
