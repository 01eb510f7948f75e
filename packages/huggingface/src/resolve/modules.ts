/** What the endings of file names stand for in Hugging Face datasets: each is read by one of its modules. */

/** The modules whose files Datasig reads. */
export type ReadableModule = 'csv' | 'json' | 'parquet' | 'arrow' | 'text' | 'webdataset' | 'imagefolder' | 'audiofolder';

/** A module by the name that Hugging Face datasets has for it. */
export type ModuleName = ReadableModule | 'videofolder' | 'meshfolder' | 'pdffolder' | 'niftifolder' | 'pdb' | 'mmcif' | 'harbor' | 'lance' | OtherModule;

type OtherModule = 'conll' | 'xml' | 'hdf5' | 'eval' | 'tsfile' | 'vortex' | 'fasta' | 'genbank' | 'fastq';

const endings: Readonly<Record<ModuleName, string>> = {
  csv: 'csv tsv',
  json: 'json jsonl ndjson',
  parquet: 'parquet geoparquet gpq',
  arrow: 'arrow',
  text: 'txt',
  webdataset: 'tar',
  imagefolder:
    'blp bmp dib bufr cur pcx dcx dds ps eps fit fits fli flc ftc ftu gbr gif grib png apng jp2 j2k jpc jpf jpx j2c icns ico im iim tif tiff jfif jpe jpg jpeg ' +
    'msp pcd pxr pbm pgm ppm pnm psd bw rgb rgba sgi ras tga icb vda vst webp wmf emf xbm xpm',
  audiofolder:
    'mpg aiff au avr caf flac htk svx mat4 mat5 mpc2k ogg paf pvf raw rf64 sd2 sds ircam voc w64 wav nist wavex wve xi mp3 opus ' +
    '3gp 3g2 asf flv m4v webm f4v wmv wma ogm mxf nut',
  videofolder: 'mpeg avi mp4 mov mkv',
  meshfolder: 'glb gltf ply stl',
  pdffolder: 'pdf',
  niftifolder: 'nii',
  pdb: 'pdb ent',
  mmcif: 'cif mmcif',
  harbor: 'toml md',
  lance: 'lance',
  conll: 'conll conllu',
  xml: 'xml',
  hdf5: 'hdf5 h5',
  eval: 'eval',
  tsfile: 'tsfile',
  vortex: 'vortex',
  fasta: 'fa fasta fna ffn faa frn afa',
  genbank: 'gb gbk genbank',
  fastq: 'fq fastq',
};

const readable: ReadonlySet<ModuleName> = new Set<ReadableModule>(['csv', 'json', 'parquet', 'arrow', 'text', 'webdataset', 'imagefolder', 'audiofolder']);
/** Modules that know their endings in capitals, too. */
const inCapitals: ReadonlySet<ModuleName> = new Set<ModuleName>(['imagefolder', 'audiofolder', 'videofolder', 'meshfolder', 'pdffolder', 'niftifolder', 'pdb']);
const lanceEndings: readonly string[] = ['.idx', '.manifest', '.txn'];
const metadataFileNames: readonly string[] = ['metadata.csv', 'metadata.jsonl', 'metadata.parquet'];

/** Archives, in which the files of any module may be. */
export const archiveExtension = '.zip';
const archives: ReadonlySet<string> = new Set([archiveExtension]);

const moduleNames = Object.keys(endings) as readonly ModuleName[];
const modules: ReadonlyMap<string, ModuleName> = new Map(moduleNames.flatMap((module) => endings[module].split(' ').map((ending) => [`.${ending}`, module] as const)));
const extensionsByModule: ReadonlyMap<ModuleName, ReadonlySet<string>> = new Map(moduleNames.map((module) => [module, new Set(extensionsOfModule(module))]));
const knownExtensions: ReadonlySet<string> = new Set([...moduleNames.flatMap((module) => [...extensionsByModule.get(module)!]), ...lanceEndings]);

/** What describes the files of a folder, by module. */
const metadataByModule: Partial<Readonly<Record<ModuleName, readonly string[]>>> = {
  imagefolder: metadataFileNames,
  audiofolder: metadataFileNames,
  videofolder: metadataFileNames,
  meshfolder: metadataFileNames,
  pdffolder: metadataFileNames,
  niftifolder: metadataFileNames,
  pdb: metadataFileNames,
  mmcif: metadataFileNames,
  lance: ['latest_version_hint.json'],
  harbor: ['task.toml', 'instruction.md'],
};
const allMetadataNames: ReadonlySet<string> = new Set(Object.values(metadataByModule).flat());

function extensionsOfModule(module: ModuleName): readonly string[] {
  const own = endings[module].split(' ').map((ending) => `.${ending}`);
  const capitals = inCapitals.has(module) ? own.map((extension) => extension.toUpperCase()) : [];
  return [...own, ...capitals, ...(module === 'lance' ? lanceEndings : []), archiveExtension];
}

/** The last segment of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Every ending of a file name, each with its dot: `.csv` and `.gz` of `a.csv.gz`. */
export function extensionsOf(fileName: string): readonly string[] {
  return fileName.split('.').slice(1).map((part) => `.${part}`);
}

/** Whether a module has the ending, letter case as it is. */
export function isKnownExtension(extension: string): boolean {
  return knownExtensions.has(extension);
}

/** The module of an ending in lower case. */
export function moduleOf(extension: string): ModuleName | undefined {
  return modules.get(extension);
}

/** Whether Datasig reads the files of a module. */
export function isReadable(module: ModuleName): module is ReadableModule {
  return readable.has(module);
}

/** Whether a file of this name describes others, whatever the module. */
export function isMetadataName(fileName: string): boolean {
  return allMetadataNames.has(fileName);
}

/** Whether a file in a folder of images or sounds describes the others. */
export function isFolderMetadata(fileName: string): boolean {
  return metadataFileNames.includes(fileName);
}

/** Whether a module takes a file that patterns found: by an ending anywhere in the path, or by its whole name. */
export function takesPath(module: ModuleName, path: string): boolean {
  return hasEnding(path, extensionsByModule.get(module)!) || (metadataByModule[module] ?? []).some((name) => path.endsWith(name));
}

/** Whether a path is that of an archive. */
export function isArchive(path: string): boolean {
  return hasEnding(path, archives);
}

/** A dot at the very end follows no ending. */
function hasEnding(path: string, extensions: ReadonlySet<string>): boolean {
  const parts = path.split('.').slice(1);
  const last = parts.at(-1) === '' ? parts.length - 2 : parts.length;
  return parts.some((part, index) => index !== last && extensions.has(`.${part}`));
}
