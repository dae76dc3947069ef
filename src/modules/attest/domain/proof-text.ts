import { fromBase64, toBase64 } from './base64.ts'

const FIRST = 'c2sp.org/tlog-proof@v1'

/** 存证证明 A proof that stands alone: place, hashes up to the root, and the signed checkpoint. @law C2SP tlog-proof */
export type ProofText = {
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
  /** The opening of the leaf (leaf.ts), where it has not been erased. Nobody signed it: it is held against the leaf. */
  readonly extra?: Uint8Array | undefined
}

export const proofText = ({ index, proof, checkpoint, extra }: ProofText): string =>
  [
    FIRST,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map(toBase64),
    '',
    checkpoint,
  ].join('\n')

/** Undefined for what is no such text. */
export function readProofText(text: string): ProofText | undefined {
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, split).split('\n')
  if (split < 0 || first !== FIRST) return undefined
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines[0].slice(6)) : undefined
  const [place = '', ...hashes] = lines.slice(extra === undefined ? 0 : 1)
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(place) ?? []
  const proof = hashes.map(fromBase64)
  if (index === undefined || proof.length > 63) return undefined
  const whole = proof.flatMap((hash) => (hash?.length === 32 ? [hash] : []))
  if (whole.length !== proof.length) return undefined
  return { index: Number(index), proof: whole, checkpoint: text.slice(split + 2), extra }
}
