/** Endings of image files' names. */

/** Known endings with the dot, in lower case; `--pixels` decodes the lossless kinds among them. */
export const imageExtensions: readonly string[] = [
  '.png', '.apng', '.jpg', '.jpeg', '.jpe', '.jfif', '.gif', '.bmp', '.dib', '.tif', '.tiff', '.webp',
  '.avif', '.heic', '.heif', '.jxl', '.jp2', '.j2k', '.pbm', '.pgm', '.ppm', '.pnm', '.pam', '.tga', '.ico', '.exr', '.hdr', '.svg',
];

/** Whether a file's name, or a field named like a file's ending (`png`, `0.jpg`), ends as an image's does, in any case. */
export function isImageName(name: string): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return imageExtensions.includes(`.${ending}`);
}
