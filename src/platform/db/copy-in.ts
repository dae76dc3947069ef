import type pg from 'pg'

/** The part of pg's connection that copying in needs; its types leave it out. */
type Wire = { query(text: string): void; sendCopyFromChunk(piece: Uint8Array): void; endCopyFrom(): void }

/**
 * Copies rows in COPY's text format (UTF-8) into a table. How many they were. All pieces are handed to the socket at once, so
 * they should be some megabytes at most.
 *
 * Ours and not pg-copy-streams: when PostgreSQL goes away while that one waits for the socket to drain, it throws where
 * nobody can catch it, and the server ends (seen by kill -9 of the postmaster).
 */
export function copyInto(client: pg.ClientBase, into: string, rows: readonly Uint8Array[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0
    const copy = {
      submit: (wire: Wire) => wire.query(`copy ${into} from stdin`),
      handleCopyInResponse(wire: Wire) {
        for (const piece of rows) wire.sendCopyFromChunk(piece)
        wire.endCopyFrom()
      },
      handleCommandComplete({ text }: { readonly text: string }) {
        count = Number(/^COPY (\d+)$/.exec(text)?.[1])
      },
      handleReadyForQuery: () => resolve(count),
      handleError: reject,
    }
    client.query(copy as unknown as pg.Submittable)
  })
}
