import { createRoot } from 'react-dom/client'
import { paint } from '#web/ui/theme.ts'
import '#web/ui/ui.css'
import '#web/ui/lists.css'
import '#web/ui/fields.css'
import { App } from './App.tsx'
import { screens } from './screens.ts'
import './desk.css'

paint(document.documentElement)
const place = document.getElementById('desk')
if (place === null) throw new Error('index.html has no #desk')
createRoot(place).render(<App screens={screens} />)
