/** A dataset through which elements pass unchanged: itself in all else, so that map, batch and the others work. */
import type { TfDataset, TfIterator } from '../tensor-like.ts';
import type { Recorder } from './recorder.ts';

/** The dataset with iterators that tell the recorder what is pulled. */
export function tappedDataset<Dataset extends TfDataset>(dataset: Dataset, recorder: Recorder): Dataset {
  return Object.create(dataset, { iterator: { value: async (): Promise<TfIterator> => tappedIterator(await dataset.iterator(), recorder) } }) as Dataset;
}

function tappedIterator(iterator: TfIterator, recorder: Recorder): TfIterator {
  const currentEpoch = recorder.iteratorBegin();
  const next = async (): ReturnType<TfIterator['next']> => {
    let result: Awaited<ReturnType<TfIterator['next']>>;
    try {
      result = await iterator.next();
    } catch (error) {
      recorder.failed(currentEpoch());
      throw error;
    }
    const epoch = currentEpoch();
    if (result.done === true) {
      recorder.reachedEnd(epoch);
      return result;
    }
    const capture = recorder.begin(result.value, epoch);
    if (capture === undefined) return result;
    await recorder.wait(capture);
    const backlog = recorder.take(capture, epoch);
    if (backlog !== undefined) await backlog;
    return result;
  };
  return Object.create(iterator, { next: { value: next } }) as TfIterator;
}
