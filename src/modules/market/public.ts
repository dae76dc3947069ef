/** What the command line, and other rooms' servers, may ask of the market. */
export { bringFile as bringOrderFile } from './app/ask-import.ts'
export { orderTrails } from './app/order-trails.ts'
export { seeThrough as seeImportThrough } from './app/see-through.ts'
export { shopsNamed } from './app/shops-named.ts'
