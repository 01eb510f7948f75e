/** Citations in a text. */
import { expect, test } from 'vitest';
import { citedKeys, referenceId, referenceKeys, replaceCitations } from './citations.ts';

test('keys are found in brackets, in lists, and behind names', () => {
  expect([...citedKeys('[Broder 1997, Broder et al. 2000] and Clopper and Pearson [1934], Li et al. [2012] [RFC 8949], not [a] nor [Li & König 2010](x)')]).toEqual(['Clopper & Pearson 1934', 'Li et al. 2012', 'Broder 1997', 'Broder et al. 2000', 'RFC 8949']);
});

test('text keeps what is shown', () => {
  expect(replaceCitations('Cohen and Kaplan [2007]; [Li &amp; König 2010]', (shown, key) => `<${referenceId(key)}>${shown}</>`)).toBe('Cohen and Kaplan [<ref-cohen-kaplan-2007>2007</>]; [<ref-li-konig-2010>Li & König 2010</>]');
  expect(referenceKeys('- **[Ajtai 1996]** M. Ajtai\n- **[B & C 2001]** x')).toEqual(['Ajtai 1996', 'B & C 2001']);
});
