// SPDX-License-Identifier: MIT

import { LocalStorageService } from '@theia/core/lib/browser/storage-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { asCloudFolder } from './cloud-folder-address';

/** The ids of the users who opened cloud folders in this browser. Keys are the addresses of the folders. */
const OPENED = 'sanyam.cloudFolders.opened';

/** The most folders that are remembered: more than Theia's list of recent workspaces shows. */
const MOST_REMEMBERED = 100;

/** Knows who opened a cloud folder. The list of recent workspaces is one for all users and browsers of a backend. */
@injectable()
export class OpenedFolders {
    @inject(LocalStorageService)
    protected readonly storage: Pick<LocalStorageService, 'getData' | 'setData'>;

    /** Notes that a user has opened a folder. */
    async note(folder: URI, userId: string): Promise<void> {
        const address = folder.toString();
        const others = Object.entries(await this.read()).filter(([other]) => other !== address);
        const entries = [...others, [address, userId]].slice(-MOST_REMEMBERED);
        await this.storage.setData(OPENED, Object.fromEntries(entries));
    }

    /** Returns the addresses that a user may see: local folders, the tops of the trees, and what this user has opened. */
    async visibleTo(userId: string | undefined, addresses: readonly string[]): Promise<string[]> {
        const opened = await this.read();
        return addresses.filter(address => {
            const folder = asCloudFolder(address);
            const isNamed = folder?.path.isRoot === false;
            return !isNamed || (userId !== undefined && opened[folder.toString()] === userId);
        });
    }

    private async read(): Promise<Record<string, string>> {
        return (await this.storage.getData<Record<string, string>>(OPENED)) ?? {};
    }
}
