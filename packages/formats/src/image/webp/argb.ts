/** Arithmetic on ARGB pixels, all four channels at once. */

/** Adds channel by channel, modulo 256. */
export function addPixels(one: number, other: number): number {
  const alphaGreen = (one & 0xff00ff00) + (other & 0xff00ff00);
  const redBlue = (one & 0x00ff00ff) + (other & 0x00ff00ff);
  return ((alphaGreen & 0xff00ff00) | (redBlue & 0x00ff00ff)) >>> 0;
}

/** The mean of two pixels, channel by channel, rounded down. */
export function average(one: number, other: number): number {
  return ((((one ^ other) & 0xfefefefe) >>> 1) + (one & other)) >>> 0;
}
