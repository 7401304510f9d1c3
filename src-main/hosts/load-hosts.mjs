import { bundle, isBundled } from './build.mjs'
import { loadBundle } from './code-cache.mjs'

/**
 * Loads the Node hosts from their bundle, or from source if a source file is newer. A clone therefore works before it
 * is built.
 * @returns {Promise<typeof import('./node.ts')>}
 */
export const loadHosts = () => (isBundled() ? loadBundle(bundle) : import('./node.ts'))
