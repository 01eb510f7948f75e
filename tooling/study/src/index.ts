/** The study's results and what they mean, for the whitepaper. */
export { accuracy, type AccuracyResult, shares } from './accuracy/part.ts';
export { attacks, type AttackResult } from './attacks/part.ts';
export { costs, type Cost } from './costs/part.ts';
export { detectableShare, detectionBound, detectionProbability } from './detection/law.ts';
export { detection, type DetectionResult } from './detection/part.ts';
export { detectionChart, fitOfLaw } from './docs/detection-blocks.ts';
export { loadResults, type PartResults } from './docs/results.ts';
export { change, interval, percent } from './docs/text.ts';
export { estimatorComparison, type EstimatorResult } from './estimators/part.ts';
export { identity, type IdentityResult } from './identity/part.ts';
export { documentsFolder } from './paths.ts';
export { privacy, type PrivacyResult } from './privacy/part.ts';
export { mnist, type MnistResult } from './real/mnist.ts';
export { realEdits, type EditResult } from './real/part.ts';
export { schemes } from './schemes/index.ts';
