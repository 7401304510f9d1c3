import { bundle, isBundled } from './build.mjs'
import { loadBundle } from './code-cache.mjs'

/**
 * The hosts of Node from their bundle, or from the sources where these are newer: a clone works before it is built.
 *
 * @returns {Promise<typeof import('./node.ts')>}
 */
export const loadHosts = () => (isBundled() ? loadBundle(bundle) : import('./node.ts'))
