"""Writes `vectors/formats/images/`: small image files and the pixels that they must give.

Needs Python 3.11 with Pillow, NumPy and tifffile. Files are written by Pillow and tifffile; PNG kinds that Pillow does
not write (interlaced, packed greyscale, keyed transparency) are put together here and read back by Pillow. Expected
pixels are the arrays that the files were made from.

    python tooling/corpus/write_images.py vectors/formats/images
"""
import base64
import io
import json
import pathlib
import struct
import sys
import zlib

import numpy
import tifffile
from PIL import Image

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
entries = []
random = numpy.random.default_rng(20)


def add(name, data, pixels):
    """A file and its pixels; data little-endian, row by row."""
    (folder / name).write_bytes(data)
    little = numpy.ascontiguousarray(pixels).astype(pixels.dtype.newbyteorder('<'))
    entries.append({'file': name, 'dtype': pixels.dtype.name, 'shape': list(pixels.shape), 'data': base64.b64encode(little.tobytes()).decode()})


def refuse(name, data, error):
    """A file that must be refused."""
    (folder / name).write_bytes(data)
    entries.append({'file': name, 'error': error})


def noise(shape, levels=256, dtype='uint8'):
    return random.integers(0, levels, size=shape).astype(dtype)


def pillow(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def read(data, mode=None):
    image = Image.open(io.BytesIO(data))
    return numpy.array(image if mode is None else image.convert(mode))


def assert_same(got, expected):
    assert got.shape == expected.shape and (got == expected).all()


# --- PNG ---

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def packed(row, depth):
    if depth >= 8:
        return row.astype('>u2' if depth == 16 else 'u1').tobytes()
    bits = ((row[:, None] >> numpy.arange(depth)[::-1]) & 1).astype('u1').reshape(-1)
    return numpy.packbits(bits).tobytes()


def png(samples, depth, colour, interlaced=False, extra=b''):
    """A PNG whose rows have no filter."""
    height, width = samples.shape[:2]
    cube = samples.reshape(height, width, -1)
    raw = b''
    for x, y, step_x, step_y in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = cube[y::step_y, x::step_x]
        if part.size:
            raw += b''.join(b'\0' + packed(row.reshape(-1), depth) for row in part)
    header = struct.pack('>IIBBBBB', width, height, depth, colour, 0, 0, int(interlaced))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + extra + chunk(b'IDAT', zlib.compress(raw)) + chunk(b'IEND', b'')


gradient = (numpy.add.outer(numpy.arange(28) * 5, numpy.arange(28) * 3) % 256).astype('uint8')
add('png-grey-8.png', pillow(Image.fromarray(gradient), 'PNG'), gradient)
colours = noise((7, 9, 3), 40)
add('png-rgb-8.png', pillow(Image.fromarray(colours), 'PNG'), colours)
alphas = noise((7, 9, 4))
alphas[0, :, 3] = 0
add('png-rgba-8.png', pillow(Image.fromarray(alphas), 'PNG'), alphas)
grey_alpha = noise((7, 9, 2))
add('png-grey-alpha-8.png', pillow(Image.fromarray(grey_alpha, 'LA'), 'PNG'), grey_alpha)
deep = noise((7, 9), 65536, 'uint16')
add('png-grey-16.png', pillow(Image.fromarray(deep), 'PNG'), deep)
deep_colours = noise((5, 6, 3), 65536, 'uint16')
add('png-rgb-16.png', png(deep_colours, 16, 2), deep_colours)
for depth in (1, 2, 4):
    samples = noise((11, 13), 1 << depth)
    for interlaced in (False, True):
        data = png(samples, depth, 0, interlaced)
        expected = (samples * (255 // ((1 << depth) - 1))).astype('uint8')
        assert_same(read(data, 'L'), expected)
        add(f'png-grey-{depth}{"-interlaced" if interlaced else ""}.png', data, expected)
data = png(colours, 8, 2, True)
assert_same(read(data), colours)
add('png-rgb-8-interlaced.png', data, colours)
palette = noise((16, 3))
indices = noise((11, 13), 16)
data = png(indices, 4, 3, True, chunk(b'PLTE', palette.tobytes()))
assert_same(read(data, 'RGB'), palette[indices])
add('png-palette-4-interlaced.png', data, palette[indices])
indexed = Image.fromarray(indices, 'P')
indexed.putpalette(palette.tobytes())
entry_alphas = bytes([0, 128, 255, 7])
full_alphas = numpy.array(list(entry_alphas) + [255] * 12, 'uint8')
expected = numpy.concatenate([palette[indices], full_alphas[indices][..., None]], 2)
data = pillow(indexed, 'PNG', transparency=entry_alphas)
assert_same(read(data, 'RGBA'), expected)
add('png-palette-alpha.png', data, expected)
key = colours[0, 0]
data = png(colours, 8, 2, False, chunk(b'tRNS', key.astype('>u2').tobytes()))
expected = numpy.concatenate([colours, numpy.where((colours == key).all(2), 0, 255)[..., None].astype('uint8')], 2)
assert_same(read(data, 'RGBA'), expected)
add('png-rgb-key.png', data, expected)
samples = noise((5, 6), 4)
expected = numpy.stack([samples * 85, numpy.where(samples == 2, 0, 255)], 2).astype('uint8')
add('png-grey-2-key.png', png(samples, 2, 0, False, chunk(b'tRNS', b'\0\2')), expected)
gamma = chunk(b'gAMA', struct.pack('>I', 220000)) + chunk(b'pHYs', bytes(9))
add('png-gamma.png', png(gradient, 8, 0, False, gamma), gradient)

# --- BMP ---

for name, image, pixels in [
    ('bmp-grey-8.bmp', Image.fromarray(gradient), gradient),
    ('bmp-rgb-24.bmp', Image.fromarray(colours), colours),
    ('bmp-palette-8.bmp', indexed, palette[indices]),
    ('bmp-rgb-32.bmp', Image.fromarray(numpy.concatenate([colours, numpy.full((7, 9, 1), 255, 'uint8')], 2)), colours),
    ('bmp-grey-1.bmp', Image.fromarray((samples > 1).astype('uint8') * 255).convert('1'), (samples > 1).astype('uint8') * 255),
]:
    data = pillow(image, 'BMP')
    add(name, data, pixels)
    if name == 'bmp-rgb-24.bmp':
        start, = struct.unpack_from('<I', data, 10)
        rows = numpy.frombuffer(data[start:], 'uint8').reshape(7, -1)[::-1].tobytes()
        top_down = data[:22] + struct.pack('<i', -7) + data[26:start] + rows
        assert_same(read(top_down), colours)
        add('bmp-rgb-24-top-down.bmp', top_down, colours)

masks = struct.pack('<IIII', 0xFF, 0xFF00, 0xFF0000, 0xFF000000)
header = struct.pack('<IiiHHIIiiII', 108, 9, 7, 1, 32, 3, alphas.size, 0, 0, 0, 0) + masks + b'BGRs' + bytes(48)
data = b'BM' + struct.pack('<IHHI', 122 + alphas.size, 0, 0, 122) + header + alphas[::-1].tobytes()
assert_same(read(data), alphas)
add('bmp-rgba-masks.bmp', data, alphas)

# --- TIFF ---

for compression in ('raw', 'tiff_lzw', 'tiff_adobe_deflate', 'packbits'):
    add(f'tiff-rgb-{compression.replace("_", "-")}.tif', pillow(Image.fromarray(colours), 'TIFF', compression=compression), colours)
coarse = noise((90, 90), 64)
add('tiff-grey-lzw-large.tif', pillow(Image.fromarray(coarse), 'TIFF', compression='tiff_lzw'), coarse)
add('tiff-grey-1.tif', pillow(Image.fromarray((samples > 1).astype('uint8') * 255).convert('1'), 'TIFF'), (samples > 1).astype('uint8') * 255)
add('tiff-palette.tif', pillow(indexed, 'TIFF'), palette[indices])
smooth = (numpy.add.outer(numpy.arange(20) * 300, numpy.arange(21) * 7) % 65536).astype('uint16')


def tiff(pixels, **options):
    stream = io.BytesIO()
    tifffile.imwrite(stream, pixels, metadata=None, software=False, **options)
    return stream.getvalue()


add('tiff-grey-16-big-endian-lzw-differences.tif', tiff(smooth, photometric='minisblack', byteorder='>', compression='lzw', predictor=True), smooth)
tiled = noise((20, 37, 3), 8)
add('tiff-rgb-tiles-deflate.tif', tiff(tiled, photometric='rgb', tile=(16, 16), compression='zlib', predictor=True), tiled)
add('tiff-rgb-planes.tif', tiff(numpy.moveaxis(colours, 2, 0), photometric='rgb', planarconfig='separate', rowsperstrip=3), colours)
floats = random.normal(size=(5, 6)).astype('float32')
add('tiff-float32.tif', tiff(floats, photometric='minisblack'), floats)
signed = (noise((5, 6), 65536, 'int32') - 32768).astype('int16')
add('tiff-int16.tif', tiff(signed, photometric='minisblack'), signed)
add('tiff-white-is-zero.tif', tiff(255 - gradient, photometric='miniswhite'), gradient)
add('tiff-rotated.tif', pillow(Image.fromarray(colours), 'TIFF', tiffinfo={274: 6}), colours)

# --- WebP ---


def webp(image, **options):
    return pillow(image, 'WEBP', **{'lossless': True, 'exact': True, **options})


blocks = numpy.stack([(numpy.add.outer(numpy.arange(40) // 5 * 31, numpy.arange(64) // 7 * 17) + shift) % 256 for shift in (0, 90, 201)], 2).astype('uint8')
blocks = blocks + noise(blocks.shape, 3)
for method in (0, 6):
    add(f'webp-rgb-method-{method}.webp', webp(Image.fromarray(blocks), method=method, quality=100), blocks)
rows, columns = numpy.mgrid[0:100, 0:128]
wave = 127 * numpy.sin(columns * rows / 600) + 128
regions = numpy.stack([wave + rows % 3, 255 - wave, (columns + rows) % 256], 2).astype('uint8')
regions[50:, :64] = noise((4, 3))[noise((50, 64), 4)]
regions[50:, 64:] += noise((50, 64, 3), 9)
add('webp-regions.webp', webp(Image.fromarray(regions), method=6, quality=100), regions)
add('webp-rgba.webp', webp(Image.fromarray(alphas)), alphas)
for count in (2, 4, 16, 100):
    few = noise((count, 3))[noise((12, 19), count)]
    add(f'webp-{count}-colours.webp', webp(Image.fromarray(few)), few)
add('webp-extended.webp', webp(Image.fromarray(blocks), icc_profile=bytes(40)), blocks)

# --- Refused ---

picture = Image.fromarray(colours)
other = Image.fromarray(255 - colours)
refuse('jpeg.jpg', pillow(picture, 'JPEG'), 'unsupported-image')
refuse('gif.gif', pillow(picture, 'GIF'), 'unsupported-image')
refuse('bmp-fourth-channel.bmp', pillow(Image.fromarray(alphas), 'BMP'), 'unsupported-image')
refuse('png-animated.png', pillow(picture, 'PNG', save_all=True, append_images=[other]), 'unsupported-image')
refuse('webp-lossy.webp', pillow(picture, 'WEBP'), 'unsupported-image')
refuse('webp-lossy-alpha.webp', pillow(Image.fromarray(alphas), 'WEBP'), 'unsupported-image')
refuse('webp-animated.webp', webp(picture, save_all=True, append_images=[other]), 'unsupported-image')
refuse('tiff-two-pages.tif', pillow(picture, 'TIFF', save_all=True, append_images=[other]), 'unsupported-image')
refuse('tiff-cmyk.tif', pillow(picture.convert('CMYK'), 'TIFF'), 'unsupported-image')
refuse('tiff-jpeg.tif', pillow(picture, 'TIFF', compression='jpeg'), 'unsupported-image')
refuse('tiff-premultiplied.tif', tiff(alphas, photometric='rgb', extrasamples=['assocalpha']), 'unsupported-image')
refuse('tiff-bigtiff.tif', tiff(colours, photometric='rgb', bigtiff=True), 'unsupported-image')

(folder / 'index.json').write_text(json.dumps(entries, indent=1) + '\n')
print(len(entries), 'files')
