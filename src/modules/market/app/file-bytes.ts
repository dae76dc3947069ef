/** 文件字节 A file's bytes as they come: looked at once for a sample, then read through and counted on the way. */
export class FileBytes {
  readonly #pieces: AsyncIterator<Uint8Array>
  #ahead: Uint8Array[] = []
  bytes = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** The first `size` bytes, or the whole file if it is shorter. Before reading only. */
  async sample(size: number): Promise<Uint8Array> {
    let have = 0
    while (have < size) {
      const piece = await this.#pieces.next()
      if (piece.done) break
      this.#ahead.push(piece.value)
      have += piece.value.length
    }
    return Buffer.concat(this.#ahead).subarray(0, size)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const piece = this.#ahead.shift() ?? (await this.#next())
        if (piece === undefined) return
        this.bytes += piece.length
        yield piece
      }
    } finally {
      // Left early: the file is refused, and whoever sends it is told to stop.
      await this.#pieces.return?.()
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    const piece = await this.#pieces.next()
    return piece.done ? undefined : piece.value
  }
}
