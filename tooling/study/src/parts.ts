/** All parts of the study, in the order in which they run: the quickest first. */
import { accuracy } from './accuracy/part.ts';
import { spotChecks } from './accuracy/spot-checks.ts';
import { attacks } from './attacks/part.ts';
import { classic } from './classic/part.ts';
import { costs } from './costs/part.ts';
import { detection } from './detection/part.ts';
import { estimatorComparison } from './estimators/part.ts';
import { identity } from './identity/part.ts';
import type { Part } from './part.ts';
import { privacy } from './privacy/part.ts';
import { mnist } from './real/mnist.ts';
import { mnistClassic } from './real/mnist-classic.ts';
import { realEdits } from './real/part.ts';

/** Parts by name. */
export const parts: readonly Part<object>[] = [costs, mnist, mnistClassic, classic, realEdits, attacks, privacy, identity, detection, spotChecks, estimatorComparison, accuracy];
