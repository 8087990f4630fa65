// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession, CloudError, SignInService, type SignedInUser } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { LabelProvider } from '@theia/core/lib/browser/label-provider';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { downloadBlob } from '../cloud-view/download-text';
import { quoted, quotedPlainly } from '../quoted';
import { shownSize } from '../sentences/shown-size';
import type { ExportProgress } from './archive-entries';
import { exportDocuments, type ExportedArchive } from './document-export';
import { writeBlob } from './write-blob';

/** Where an archive goes: a download of the browser, or a file on the disk of the IDE. */
type ExportTarget = 'download' | URI;

interface TargetItem extends QuickPickItem {
    readonly isDownload: boolean;
}

/** Saves everything that belongs to the user as a zip, and says what is not in it. */
@injectable()
export class ExportService {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(FileDialogService)
    protected readonly dialogs: FileDialogService;

    @inject(FileService)
    protected readonly files: FileService;

    @inject(LabelProvider)
    protected readonly labels: LabelProvider;

    private isRunning = false;

    async run(): Promise<void> {
        await this.runAlone(async () => {
            const reason = nls.localize('sanyam/export/signIn', 'Sign in to export your documents.');
            const user = await this.signIn.requireUser(reason);
            const target = user && (await this.askForTarget());
            if (user && target !== undefined) {
                await this.exportTo(target, user);
            }
        });
    }

    /** The cloud ends an export when the next one begins. */
    private async runAlone(work: () => Promise<void>): Promise<void> {
        if (this.isRunning) {
            const text = nls.localize(
                'sanyam/export/running',
                'An export is running. Wait for it, or cancel it first.'
            );
            await this.messages.info(text);
            return;
        }
        this.isRunning = true;
        try {
            await work();
        } finally {
            this.isRunning = false;
        }
    }

    private async askForTarget(): Promise<ExportTarget | undefined> {
        const items: TargetItem[] = [
            {
                isDownload: true,
                label: nls.localize('sanyam/export/download', 'Download'),
                iconClasses: codiconArray('cloud-download'),
                detail: nls.localize('sanyam/export/downloadDetail', 'Your browser saves the zip on this computer')
            },
            {
                isDownload: false,
                label: nls.localize('sanyam/export/saveAs', 'Save As…'),
                iconClasses: codiconArray('save-as'),
                detail: nls.localize('sanyam/export/saveAsDetail', 'The IDE saves the zip in a folder of its disk')
            }
        ];
        const choice = await this.quickInput.showQuickPick(items, {
            title: nls.localize('sanyam/export/title', 'Export My Documents'),
            placeholder: nls.localize(
                'sanyam/export/placeholder',
                'The zip has the newest text of each document, and a list of versions and shares'
            )
        });
        if (choice?.isDownload !== false) {
            return choice && 'download';
        }
        return this.dialogs.showSaveDialog({
            title: nls.localize('sanyam/export/saveTitle', 'Save Export As'),
            inputValue: archiveName()
        });
    }

    /** Ends with the session of the user: the next page would come from the documents of another one. */
    private async exportTo(target: ExportTarget, user: SignedInUser): Promise<void> {
        const abort = new AbortController();
        let ending = this.endingOf(user, this.session.user);
        const following = this.session.onDidChange(({ kind, user: present }) => {
            // An expired session says so itself, and can be renewed.
            ending ??= kind === 'expired' ? undefined : this.endingOf(user, present);
            if (ending !== undefined) {
                abort.abort(ending);
            }
        });
        const text = nls.localize('sanyam/export/progress', 'Exporting your documents…');
        const progress = await this.messages.showProgress({ text, options: { cancelable: true } }, () => abort.abort());
        if (ending !== undefined) {
            // Another user has signed in while the question was open.
            abort.abort(ending);
        }
        try {
            abort.signal.throwIfAborted();
            const archive = await exportDocuments(this.store.account, abort.signal, (done, bytes) =>
                progress.report({
                    message: nls.localize('sanyam/export/done', '{0} documents, {1}', done.texts, shownSize(bytes)),
                    work: { done: done.versions, total: Math.max(done.manifest?.version_count ?? 0, done.versions, 1) }
                })
            );
            abort.signal.throwIfAborted();
            await this.save(archive, target, abort.signal);
            void this.report(archive, target);
        } catch (error) {
            if (ending !== undefined || !abort.signal.aborted) {
                void this.showFailure(ending ?? error, () => this.exportTo(target, user));
            }
        } finally {
            following.dispose();
            progress.cancel();
        }
    }

    /** Returns why the export of a user ends when another one is signed in, or nobody. */
    private endingOf({ id, email }: SignedInUser, present: SignedInUser | undefined): CloudError | undefined {
        return present?.id === id
            ? undefined
            : new CloudError(
                  'FORBIDDEN',
                  nls.localize(
                      'sanyam/export/otherUser',
                      'You are no longer signed in as {0}. Sign in again, and export again.',
                      email
                  )
              );
    }

    private async save({ zip }: ExportedArchive, target: ExportTarget, signal: AbortSignal): Promise<void> {
        if (target === 'download') {
            downloadBlob(archiveName(), zip);
        } else {
            await writeBlob(this.files, target, zip, signal);
        }
    }

    /** Says what was exported. If the text of a document is missing, offers to list those. */
    private async report({ zip, progress }: ExportedArchive, target: ExportTarget): Promise<void> {
        const file = target === 'download' ? archiveName() : this.labels.getName(target);
        const [count, size] = [progress.texts, shownSize(zip.size)];
        const text =
            count === 1
                ? nls.localize('sanyam/export/exportedOne', 'Exported 1 document to {0} ({1}).', quoted(file), size)
                : nls.localize(
                      'sanyam/export/exported',
                      'Exported {0} documents to {1} ({2}).',
                      count,
                      quoted(file),
                      size
                  );
        if (progress.missing.size === 0) {
            await this.messages.info(text, { timeout: 10_000 });
            return;
        }
        const list = nls.localize('sanyam/export/list', 'Show Documents');
        const warning = nls.localize(
            'sanyam/export/missing',
            '{0} The texts of {1} documents are missing, because they changed meanwhile. Export again to have them.',
            text,
            progress.missing.size
        );
        if ((await this.messages.warn(warning, list)) === list) {
            await this.listMissing(progress);
        }
    }

    private async listMissing({ missing }: ExportProgress): Promise<void> {
        const list = document.createElement('ul');
        list.className = 'sanyam-reasons';
        list.tabIndex = 0;
        for (const { name } of missing.values()) {
            const line = document.createElement('li');
            line.textContent = nls.localize(
                'sanyam/export/changed',
                '{0} was changed or deleted during the export.',
                quotedPlainly(name)
            );
            list.append(line);
        }
        const title = nls.localize('sanyam/export/missingTitle', 'Documents That Are Not in the Export');
        await new ConfirmDialog({ title, msg: list, maxWidth: 640 }).open();
    }

    private async showFailure(error: unknown, retry: () => Promise<void>): Promise<void> {
        const operation = nls.localize('sanyam/export/failed', 'Could not export your documents');
        const shown = CloudError.is(error, 'INVALID_CURSOR')
            ? new CloudError('INVALID_CURSOR', OTHER_EXPORT, {}, { cause: error })
            : error;
        await this.errors.show(operation, shown, () => this.runAlone(retry));
    }
}

/** A cursor of this export becomes invalid only for this reason. */
const OTHER_EXPORT = nls.localize(
    'sanyam/export/other',
    'Another export has begun since, in another window or on the command line. Wait for it, or export again to end it.'
);

/** Returns the name of an archive of today, by the clock of this computer. */
function archiveName(): string {
    const now = new Date();
    const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return `sanyam-export-${parts.map(part => String(part).padStart(2, '0')).join('-')}.zip`;
}
