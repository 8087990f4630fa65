// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession, SignInService, type CloudDocument, type DocumentVersion } from '@sanyam/types';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudViewSelection } from '../cloud-view/cloud-view-selection';
import { CloudEditors } from '../editor/cloud-editors';
import { escapeIcons } from '../escape-icons';
import { quotedPlainly } from '../quoted';
import { VersionActions } from './version-actions';
import { versionDetail, versionTitle } from './version-labels';

/** Versions on a page of the list. A history can have a thousand. */
const PAGE_SIZE = 50;

interface VersionItem extends QuickPickItem {
    /** Undefined for the item that loads more. */
    readonly version?: DocumentVersion;
}

interface ActionItem extends QuickPickItem {
    run(): Promise<unknown>;
}

/** The versions of a document that were read so far. */
interface LoadedHistory {
    readonly document: Pick<CloudDocument, 'id' | 'name'>;
    readonly versions: readonly DocumentVersion[];
    readonly total: number;
    readonly cursor: string | null;
}

/** Shows the history of a document: first the versions, then what to do with one. */
@injectable()
export class HistoryService {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    @inject(VersionActions)
    protected readonly actions: VersionActions;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** @param given the row of a command of the Cloud view; without it, the selected document or the one in front */
    async run(given?: unknown): Promise<void> {
        const document = this.target(given);
        if (!document) {
            const text = nls.localize(
                'sanyam/history/none',
                'Open the cloud document whose history you want to see, or select it in the Cloud view. Then run this command again.'
            );
            await this.messages.info(text);
        } else if (
            await this.signIn.requireUser(nls.localize('sanyam/history/signIn', 'Sign in to see the history.'))
        ) {
            await this.load({ document, versions: [], total: 0, cursor: null });
        }
    }

    private target(given: unknown): Pick<CloudDocument, 'id' | 'name'> | undefined {
        const [selected, ...others] = this.selection.documents(given);
        if (given !== undefined || this.selection.hasFocus) {
            return others.length === 0 ? selected : undefined;
        }
        return this.editors.current;
    }

    private async load(history: LoadedHistory): Promise<void> {
        const { document, versions, cursor } = history;
        let next: LoadedHistory;
        try {
            const query = { page_size: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
            const page = await this.store.versions.list(document.id, query);
            next = {
                document,
                versions: [...versions, ...page.items],
                total: page.total_count,
                cursor: page.next_cursor
            };
        } catch (error) {
            const operation = nls.localize('sanyam/history/listFailed', 'Could not read the history');
            await this.errors.show(operation, error, () => this.load(history));
            return;
        }
        await this.choose(next);
    }

    private async choose(history: LoadedHistory): Promise<void> {
        const { document, versions, total, cursor } = history;
        const now = Date.now();
        const items: VersionItem[] = versions.map(version => ({
            version,
            label: escapeIcons(versionTitle(version)),
            iconClasses: codiconArray(version.name === null ? 'history' : 'bookmark'),
            detail: escapeIcons(versionDetail(version, this.session.user?.id, now))
        }));
        if (cursor !== null) {
            const label = nls.localize('sanyam/history/more', 'Load More…');
            const rest = nls.localize('sanyam/history/rest', '{0} of {1} are shown', versions.length, total);
            items.push({ label, detail: rest, iconClasses: codiconArray('ellipsis'), alwaysShow: true });
        }
        const choice = await this.quickInput.showQuickPick(items, {
            title: nls.localize('sanyam/history/title', 'History of {0}', quotedPlainly(document.name)),
            placeholder: placeholder(total),
            matchOnDetail: true
        });
        if (choice?.version) {
            await this.act(choice.version, history);
        } else if (choice) {
            await this.load(history);
        }
    }

    private async act(version: DocumentVersion, history: LoadedHistory): Promise<void> {
        const isCurrent = version.version_number === history.versions[0]?.version_number;
        const item = (label: string, icon: string, run: () => Promise<unknown>): ActionItem => ({
            label,
            iconClasses: codiconArray(icon),
            run
        });
        const items = [
            item(nls.localize('sanyam/history/open', 'Open Read-Only'), 'go-to-file', () => this.actions.open(version)),
            item(nls.localize('sanyam/history/compare', 'Compare with Current'), 'diff', () =>
                this.actions.compareWithCurrent(version)
            ),
            item(nls.localize('sanyam/history/compareOther', 'Compare with Another Version…'), 'compare-changes', () =>
                this.compareWithAnother(version, history)
            ),
            ...(isCurrent
                ? []
                : [
                      item(nls.localize('sanyam/history/restoreAction', 'Restore'), 'discard', () =>
                          this.actions.restore(version)
                      )
                  ]),
            item(nls.localize('sanyam/history/nameAction', 'Name…'), 'bookmark', () => this.actions.rename(version)),
            item(nls.localize('sanyam/history/downloadAction', 'Download'), 'cloud-download', () =>
                this.actions.download(version)
            )
        ];
        const choice = await this.quickInput.showQuickPick(items, {
            title: `${quotedPlainly(history.document.name)}: ${versionTitle(version)}`,
            placeholder: versionDetail(version, this.session.user?.id, Date.now())
        });
        await choice?.run();
    }

    private async compareWithAnother(version: DocumentVersion, { versions }: LoadedHistory): Promise<void> {
        const others = versions.filter(({ version_number }) => version_number !== version.version_number);
        const items = others.map(other => ({
            other,
            label: escapeIcons(versionTitle(other)),
            detail: escapeIcons(versionDetail(other, this.session.user?.id, Date.now()))
        }));
        const choice = await this.quickInput.showQuickPick(items, {
            title: nls.localize('sanyam/history/compareWith', 'Compare {0} With', versionTitle(version)),
            matchOnDetail: true
        });
        if (choice) {
            await this.actions.compareVersions(version, choice.other);
        }
    }
}

/** A plan without history keeps the newest version only. */
function placeholder(total: number): string {
    return total <= 1
        ? nls.localize(
              'sanyam/history/one',
              'This document has one version. Plans with history keep a version of each save.'
          )
        : nls.localize('sanyam/history/select', 'Select one of {0} versions', total);
}
