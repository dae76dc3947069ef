/** Why the embedded PostgreSQL cannot start, in Chinese and English; shown as it is, without a stack. */
export class EmbeddedError extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`)
    this.name = 'EmbeddedError'
  }
}
