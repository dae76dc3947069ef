/** What the command line may ask of the subsidies: computing and redoing receipts needs no database. */
export { readFacts } from './app/read-facts.ts'
export { receiptPage } from './app/receipt-page.ts'
export { explainedIn } from './domain/explain.ts'
export { calculate } from './domain/facts-file.ts'
export { verifyReceipt } from './domain/verify.ts'
