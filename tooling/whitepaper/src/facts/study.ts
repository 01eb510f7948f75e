/** All results of the study that the whitepaper speaks of. */
import {
  accuracy, type AccuracyResult, attacks, type AttackResult, type Cost, costs, detection, type DetectionResult, documentsFolder, estimatorComparison, type EstimatorResult,
  identity, type IdentityResult, loadResults, mnist, type MnistResult, type PartResults, privacy, type PrivacyResult, realEdits, type EditResult,
} from '@datasig/study';

/** Results by part. */
export interface Study {
  readonly accuracy: PartResults<AccuracyResult>;
  readonly attacks: PartResults<AttackResult>;
  readonly costs: PartResults<Cost>;
  readonly detection: PartResults<DetectionResult>;
  readonly edits: PartResults<EditResult>;
  readonly estimators: PartResults<EstimatorResult>;
  readonly identity: PartResults<IdentityResult>;
  readonly mnist: PartResults<MnistResult>;
  readonly privacy: PartResults<PrivacyResult>;
}

/** Reads them: of the full run where that is complete, else of the quick one. */
export async function loadStudy(): Promise<Study> {
  const load = <Result extends object>(part: Parameters<typeof loadResults<Result>>[1]): Promise<PartResults<Result>> => loadResults(documentsFolder, part);
  return {
    accuracy: await load(accuracy),
    attacks: await load(attacks),
    costs: await load(costs),
    detection: await load(detection),
    edits: await load(realEdits),
    estimators: await load(estimatorComparison),
    identity: await load(identity),
    mnist: await load(mnist),
    privacy: await load(privacy),
  };
}
