// SPDX-License-Identifier: MIT

import { AuthSession, type LeavePreparation } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { UNTITLED_SCHEME } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import { NOBODY, TextOwners } from '../saving/text-owners';
import type { Draft, DraftKey, KeptDraft } from './draft';
import { DraftKeeper } from './draft-keeper';
import { DraftStore } from './draft-store';
import { holdWindow, openWindows } from './open-windows';

/** The drafts of texts that were typed while nobody was signed in. */
const OF_NOBODY = '';

/** Keeps the id of the window that left for another page, in its tab alone. */
const LEFT_KEY = 'sanyam-left-window';

/** Keeps the unsaved text of cloud documents and untitled documents on this machine, for the user who typed it. */
@injectable()
export class DraftService implements FrontendApplicationContribution, LeavePreparation {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(TextOwners)
    protected readonly owners: TextOwners;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private readonly window = generateUuid();
    private readonly keepers = new Map<MonacoEditorModel, DraftKeeper>();
    /** Undefined if this browser cannot keep drafts. */
    private readonly opened = this.open();

    onStart(): void {
        this.start().catch((error: unknown) => console.error(error));
    }

    /** Lists the drafts of the present user that no open window keeps. */
    async list(): Promise<KeptDraft[]> {
        const store = await this.opened;
        await this.session?.ready;
        if (store === undefined) {
            return [];
        }
        const owners = new Set([this.session?.user?.id ?? OF_NOBODY, OF_NOBODY]);
        const drafts = (await Promise.all([...owners].map(owner => store.list(owner)))).flat();
        const open = await openWindows();
        return drafts.filter(({ window }) => !open.has(window));
    }

    /** Returns a draft; `undefined` if it is gone, or if another user types in this window now. */
    async read({ key }: KeptDraft): Promise<Draft | undefined> {
        return this.isOwn(key) ? (await this.opened)?.read(key) : undefined;
    }

    /** Deletes a draft, unless another user types in this window now. */
    async delete({ key }: KeptDraft): Promise<void> {
        if (this.isOwn(key)) {
            await (await this.opened)?.delete(key);
        }
    }

    /** Keeps the unsaved text of an editor now. Returns whether it is kept. */
    async keep(model: MonacoEditorModel): Promise<boolean> {
        return (await this.keepers.get(model)?.flush()) ?? false;
    }

    /** Keeps all unsaved text now. The window that comes back restores it, without asking. */
    async prepareLeave(): Promise<boolean> {
        const unsaved = this.models.models.filter(({ dirty }) => dirty);
        const kept = await Promise.all(unsaved.map(model => this.keep(model)));
        window.sessionStorage.setItem(LEFT_KEY, this.window);
        return kept.every(Boolean);
    }

    /** Returns the id of the window that left this tab for another page, once; `undefined` if none did. */
    takeLeftWindow(): string | undefined {
        const left = window.sessionStorage.getItem(LEFT_KEY) ?? undefined;
        window.sessionStorage.removeItem(LEFT_KEY);
        return left;
    }

    private isOwn({ owner }: DraftKey): boolean {
        return owner === OF_NOBODY || owner === this.owners.user?.id;
    }

    private async open(): Promise<DraftStore | undefined> {
        try {
            const store = await DraftStore.open(indexedDB);
            await holdWindow(this.window);
            return store;
        } catch (error) {
            console.warn('This browser cannot keep unsaved text.', error);
            return undefined;
        }
    }

    private async start(): Promise<void> {
        const store = await this.opened;
        await this.session?.ready;
        if (store === undefined) {
            return;
        }
        this.models.models.forEach(model => this.add(model, store));
        this.models.onDidCreate(model => this.add(model, store));
        this.owners.onDidChange(() =>
            this.keepers.forEach((keeper, model) => keeper.setOwner(this.draftOwnerOf(model)))
        );
        this.owners.onDidChangeUser(({ former, kind }) => {
            if (former !== undefined && kind === 'signed-out') {
                this.forget(store, former.id).catch((error: unknown) => console.error(error));
            }
        });
        document.addEventListener('visibilitychange', () => this.keepers.forEach(keeper => void keeper.flush()));
    }

    /** Deletes the drafts of a user who has signed out, here or in another window. Those of other users stay. */
    private async forget(store: DraftStore, owner: string): Promise<void> {
        await Promise.all([...this.keepers.values()].map(keeper => keeper.idle()));
        await store.deleteAll(owner);
    }

    /** The text of a cloud document is kept only for a user. */
    private draftOwnerOf(model: MonacoEditorModel): string | undefined {
        const owner = this.owners.keptFor(model);
        if (owner === NOBODY) {
            return model instanceof CloudDocumentModel ? undefined : OF_NOBODY;
        }
        return owner?.id;
    }

    private add(model: MonacoEditorModel, store: DraftStore): void {
        const uri = new URI(model.uri);
        const isCloud = model instanceof CloudDocumentModel;
        if (!isCloud && uri.scheme !== UNTITLED_SCHEME) {
            return;
        }
        const name = (): string => (isCloud ? this.directory.nameAt(uri, model.documentId) : uri.path.base);
        const text = {
            get dirty() {
                return model.dirty;
            },
            onDirtyChanged: model.onDirtyChanged,
            onContentChanged: model.onContentChanged,
            snapshot: (): Draft => ({
                uri: model.uri,
                name: name(),
                language_id: model.languageId,
                kept_at: Date.now(),
                text: isCloud ? model.storedText() : model.getText(),
                base: isCloud ? model.base?.text : undefined,
                ...(isCloud ? { document_id: model.documentId, base_version: knownVersion(model) } : {})
            })
        };
        const id = JSON.stringify([isCloud ? model.documentId : model.uri, this.window]);
        const keeper = new DraftKeeper(store, text, id, this.window, reason => this.refuse(name(), reason));
        this.keepers.set(model, keeper);
        keeper.setOwner(this.draftOwnerOf(model));
        model.onWillDispose(() => {
            keeper.dispose();
            this.keepers.delete(model);
        });
    }

    private refuse(name: string, reason: string): void {
        this.messages
            .warn(
                nls.localize(
                    'sanyam/drafts/refused',
                    'Sanyam cannot keep the unsaved text of {0} in this browser. {1} Save it, so that a crash cannot lose it.',
                    quoted(name),
                    reason
                )
            )
            .catch((error: unknown) => console.error(error));
    }
}

/** Version 0 stands for a base that is not known. */
function knownVersion({ base }: CloudDocumentModel): number | undefined {
    return base === undefined || base.documentVersion === 0 ? undefined : base.documentVersion;
}
