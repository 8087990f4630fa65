// SPDX-License-Identifier: MIT

import type { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { injectable } from '@theia/core/shared/inversify';
import { keepDeepLink } from './deep-link';

/** Reads the link before Theia looks for a workspace in the address. */
@injectable()
export class DeepLinkPreloadContribution implements PreloadContribution {
    initialize(): void {
        keepDeepLink();
    }
}
