import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import './field.css'

const place = document.getElementById('field')
if (place === null) throw new Error('index.html has no #field')
createRoot(place).render(<App />)
// Over plain http a browser gives none: records are kept all the same, but the page itself needs the network.
if ('serviceWorker' in navigator)
  navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' }).catch(() => undefined)
