import './app/page-policy.ts'
import './theme/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from '#shared/assert.ts'
import { markLanguage } from '#shared/words/words.ts'
import { App } from './app/app.tsx'
import { actOn } from './host/current-host.ts'
import { createElectronHost } from './host/electron-host.ts'
import { createRpc } from './rpc/client.ts'
import { offerFile } from './stores/import-store.ts'
import { connectPreferences } from './stores/preference-store.ts'
import { followAppearance } from './theme/follow-appearance.ts'

// Runs before the first render: the preload may send its port as soon as the document is loaded.
if (window.switchyard?.host === 'electron') actOn(createElectronHost(offerFile))
const rpc = createRpc()
markLanguage(document)
followAppearance()
connectPreferences(rpc.client)

createRoot(present(document.getElementById('root'), 'the root element')).render(
  <StrictMode>
    <App rpc={rpc} />
  </StrictMode>,
)
