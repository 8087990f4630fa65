// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { labelProblem, type DocumentVersion } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { formDifference, type FormDifference } from '../../common/form-difference';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { downloadText } from '../cloud-view/download-text';
import { CloudEditors } from '../editor/cloud-editors';
import { quoted, quotedPlainly } from '../quoted';
import { differenceSentence, showsEqualTexts } from './same-looks';
import { versionUri } from './version-uri';

/** What users do with a version of a document. */
@injectable()
export class VersionActions {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Opens a version read-only. */
    async open(version: DocumentVersion): Promise<void> {
        await this.attempt(nls.localize('sanyam/history/openFailed', 'Could not open the version'), () =>
            open(this.opener, uriOf(version))
        );
    }

    /** Shows a version beside the document as it is now, with unsaved text. */
    async compareWithCurrent(version: DocumentVersion): Promise<void> {
        const { document_id: id, document_name } = version;
        const name = this.service.nameOf(id) ?? document_name;
        const current = await this.editors.uriOf({ id, name });
        const title = nls.localize(
            'sanyam/history/compareCurrent',
            '{0} (version {1} and current)',
            name,
            version.version_number
        );
        await this.compare(uriOf(version), current, title, async () => {
            // The comparison is with that text, not with the one in the cloud.
            if (this.editors.of(id).some(({ saveable }) => saveable.dirty)) {
                return undefined;
            }
            const [old, { content }] = await Promise.all([this.textOf(version), this.service.read(id)]);
            return formDifference(old, content);
        });
    }

    /** Shows two versions side by side, the older one on the left. */
    async compareVersions(one: DocumentVersion, other: DocumentVersion): Promise<void> {
        const [older, newer] = one.version_number < other.version_number ? [one, other] : [other, one];
        const title = nls.localize(
            'sanyam/history/compareTwo',
            '{0} (versions {1} and {2})',
            newer.document_name,
            older.version_number,
            newer.version_number
        );
        await this.compare(uriOf(older), uriOf(newer), title, async () =>
            formDifference(await this.textOf(older), await this.textOf(newer))
        );
    }

    /** Makes the text of a version the newest version. The notice can undo it. */
    async restore(version: DocumentVersion): Promise<void> {
        const { document_id: id, version_number } = version;
        const unsaved = this.editors.of(id).filter(({ saveable }) => saveable.dirty);
        if (unsaved.length > 0) {
            const title = nls.localize('sanyam/history/restoreTitle', 'Restore Version');
            const msg = nls.localize(
                'sanyam/history/restoreUnsaved',
                '{0} has unsaved text. It stays in the editor, and you choose between both when you save it.',
                quotedPlainly(version.document_name)
            );
            if (!(await new ConfirmDialog({ title, msg, ok: title, maxWidth: 480 }).open())) {
                return;
            }
        }
        const operation = nls.localize('sanyam/history/restoreFailed', 'Could not restore version {0}', version_number);
        await this.attempt(operation, async () => {
            const { items } = await this.store.versions.list(id, { page_size: 1 });
            const restored = await this.store.versions.restore(id, version_number);
            this.service.forget(id, 'changed');
            const text = nls.localize(
                'sanyam/history/restored',
                'Restored version {0} of {1}.',
                version_number,
                quoted(restored.name)
            );
            // A version with the text that the document has anyway makes no new one.
            const isNew = restored.version > (items[0]?.version_number ?? 0);
            void this.say(text, isNew ? { documentId: id, before: restored.version - 1 } : undefined);
        });
    }

    /** Asks for a name of a version. An empty name removes it. Returns the version with its new name. */
    async rename(version: DocumentVersion): Promise<DocumentVersion | undefined> {
        const name = await this.quickInput.input({
            title: nls.localize('sanyam/history/nameTitle', 'Name Version {0}', version.version_number),
            prompt: nls.localize(
                'sanyam/history/namePrompt',
                'Versions with a name are kept. Leave it empty to remove the name.'
            ),
            value: version.name ?? '',
            validateInput: async input => (input.trim() === '' ? undefined : labelProblem(input.trim()))
        });
        if (name === undefined) {
            return undefined;
        }
        const operation = nls.localize(
            'sanyam/history/nameFailed',
            'Could not name version {0}',
            version.version_number
        );
        return this.attempt(operation, () =>
            this.store.versions.setName(version.document_id, version.version_number, name.trim() === '' ? null : name)
        );
    }

    /** Saves the text of a version in a file that the browser downloads. */
    async download(version: DocumentVersion): Promise<void> {
        const { document_id, version_number } = version;
        const operation = nls.localize(
            'sanyam/history/downloadFailed',
            'Could not download version {0}',
            version_number
        );
        await this.attempt(operation, async () => {
            const { content, document_name } = await this.store.versions.read(document_id, version_number);
            downloadText(document_name, content);
        });
    }

    /** @param difference in what the texts differ if the comparison does not show it */
    private async compare(
        left: URI,
        right: URI,
        title: string,
        difference: () => Promise<FormDifference | undefined>
    ): Promise<void> {
        await this.attempt(nls.localize('sanyam/history/compareFailed', 'Could not compare the versions'), async () => {
            const comparison = await open(this.opener, DiffUris.encode(left, right, title));
            const unseen = showsEqualTexts(comparison) ? await difference() : undefined;
            if (unseen !== undefined) {
                void this.say(differenceSentence(unseen));
            }
        });
    }

    private async textOf({ document_id, version_number }: DocumentVersion): Promise<string> {
        return (await this.store.versions.read(document_id, version_number)).content;
    }

    /** @param undo the version to restore again; without it, there is nothing to undo */
    private async say(text: string, undo?: { readonly documentId: string; readonly before: number }): Promise<void> {
        const label = nls.localizeByDefault('Undo');
        const answer = await this.messages.info(text, { timeout: 20_000 }, ...(undo ? [label] : []));
        if (undo && answer === label) {
            const { documentId, before } = undo;
            const operation = nls.localize('sanyam/history/undoFailed', 'Could not undo the restore');
            await this.attempt(operation, async () => {
                await this.store.versions.restore(documentId, before);
                this.service.forget(documentId, 'changed');
            });
        }
    }

    /** Returns undefined after a failure, which the user has seen. */
    private async attempt<T>(operation: string, action: () => Promise<T>): Promise<T | undefined> {
        try {
            return await action();
        } catch (error) {
            await this.errors.show(operation, error, () => this.attempt(operation, action));
            return undefined;
        }
    }
}

function uriOf({ document_id, version_number, document_name }: DocumentVersion): URI {
    return versionUri({ documentId: document_id, version: version_number, name: document_name });
}
