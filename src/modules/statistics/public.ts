/** For rooms above: figures to quote, with their definition and what they rest on. Read-only. */
export { type FigureOver, figuresOver, type Lineage } from './app/figures-over.ts'
export { unitsOf } from './app/units-of.ts'
