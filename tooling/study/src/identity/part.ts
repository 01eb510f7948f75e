/** The part `identity`: what a collision of UIDs costs, by how often a record may occur. */
import type { Part, Task } from '../part.ts';
import { latticeCost, type LatticeCost, wagnerBits } from './lattice.ts';
import { findParityCollision, type ParityCollision } from './parity-collision.ts';

/** Cost of lattice reduction where a record may occur 2^log2Copies times. */
interface LatticeRow extends LatticeCost {
  readonly attack: 'lattice';
  readonly log2Copies: number;
}

/** Cost of the generalised birthday for lanes of 16 bits. */
interface WagnerRow {
  readonly attack: 'wagner';
  readonly outputBits: number;
  readonly bits: number;
}

/** A result of the part. */
export type IdentityResult = LatticeRow | WagnerRow | ({ readonly attack: 'parity' } & ParityCollision);

const copies: readonly number[] = [0, 4, 8, 12, 16, 18, 20, 22, 24];
/** 1024 lanes of 16 bits; and for comparison a hash of 256 bits that is added up. */
const outputs: readonly number[] = [256, 16_384];

/** The part; it is the same in both modes. */
export const identity: Part<IdentityResult> = {
  name: 'identity',
  title: 'what a collision of UIDs costs',
  tasks: (): readonly Task<IdentityResult>[] => [
    ...copies.map((log2Copies) => ({ key: `lattice 2^${log2Copies}`, run: (): IdentityResult => ({ attack: 'lattice', log2Copies, ...latticeCost(log2Copies) }) })),
    ...outputs.map((outputBits) => ({ key: `wagner ${outputBits}`, run: (): IdentityResult => ({ attack: 'wagner', outputBits, bits: wagnerBits(outputBits) }) })),
    { key: 'parity 2^31', run: (): IdentityResult => ({ attack: 'parity', ...findParityCollision() }) },
  ],
};
