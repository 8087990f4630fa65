// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, SHARED_AUTHORITY, SignInService, withVisibleCharacters } from '@sanyam/types';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudListing } from '../cloud-view/cloud-listing';
import { CloudTreeContents } from '../cloud-view/cloud-tree-contents';
import { sectionLabel } from '../cloud-view/cloud-view-labels';
import { escapeIcons } from '../escape-icons';
import { CloudDirectory } from '../file-system/cloud-directory';
import { replaceItems } from '../replace-items';

interface FolderItem extends QuickPickItem {
    readonly uri?: URI;
}

/** Makes a cloud folder the workspace of this window. */
@injectable()
export class OpenCloudFolderService {
    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(WorkspaceService)
    protected readonly workspace: WorkspaceService;

    /** Asks for a folder, and opens it. */
    async run(): Promise<void> {
        const reason = nls.localize('sanyam/openFolder/signIn', 'Sign in to open a cloud folder.');
        if (!(await this.signIn.requireUser(reason))) {
            return;
        }
        const pick = this.quickInput.createQuickPick<FolderItem>();
        pick.title = nls.localize('sanyam/openFolder/title', 'Open Cloud Folder');
        pick.placeholder = nls.localize('sanyam/openFolder/placeholder', 'Select the folder to work in');
        pick.busy = true;
        pick.items = [this.item(this.directory.ownUri(''), sectionLabel('own'), 'account')];
        pick.onDidAccept(() => {
            const uri = pick.selectedItems[0]?.uri;
            pick.hide();
            if (uri) {
                this.open(uri);
            }
        });
        const held = this.listing.hold();
        pick.onDidHide(() => {
            held.dispose();
            pick.dispose();
        });
        pick.show();
        await this.listing.settled();
        if (this.listing.failure !== undefined && this.listing.phase !== 'ready') {
            pick.hide();
            const operation = nls.localize('sanyam/openFolder/failed', 'Could not list your cloud folders');
            await this.errors.show(operation, this.listing.failure, () => this.run());
            return;
        }
        replaceItems(pick, this.items());
        pick.busy = false;
    }

    /** Opens a folder in this window, as VS Code does. The window starts again. */
    open(uri: URI): void {
        this.workspace.open(uri, { preserveWindow: true });
    }

    private items(): FolderItem[] {
        const own = this.contents.everyFolder.map(({ path, count }) => {
            const [label, icon] =
                path === '' ? [sectionLabel('own'), 'account'] : [withVisibleCharacters(path), 'folder'];
            return this.item(this.directory.ownUri(path), label, icon, countLabel(count));
        });
        const sharedCount = [...this.listing.documents].filter(({ permission }) => permission !== 'owner').length;
        const top = new URI().withScheme(CLOUD_SCHEME).withAuthority(SHARED_AUTHORITY).withPath('/');
        const shared = this.item(top, sectionLabel('shared'), 'organization', countLabel(sharedCount));
        return sharedCount > 0 ? [...own, shared] : own;
    }

    private item(uri: URI, label: string, icon: string, description?: string): FolderItem {
        return {
            uri,
            label: escapeIcons(label),
            iconClasses: codiconArray(icon),
            ...(description === undefined ? {} : { description })
        };
    }
}

function countLabel(count: number): string {
    return count === 1
        ? nls.localize('sanyam/openFolder/one', '1 document')
        : nls.localize('sanyam/openFolder/many', '{0} documents', count);
}
