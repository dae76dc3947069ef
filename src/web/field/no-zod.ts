/**
 * Stands where zod would: any schema built from it is the same nothing. The phone uses a contract's method and address;
 * what goes in is checked by the server, and zod alone would be a third of the app.
 */
const nothing: object = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing })

export const z = nothing
