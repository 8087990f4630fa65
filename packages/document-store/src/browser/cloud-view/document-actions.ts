// SPDX-License-Identifier: MIT

import type { NewDocument } from '@sanyam/store';
import { documentNameSchema, type CloudDocument } from '@sanyam/types';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { deepLink } from '../deep-link/deep-link';
import { LinkClipboard } from '../deep-link/link-clipboard';
import { DocumentLanguages } from '../document-languages';
import { CloudDirectory } from '../file-system/cloud-directory';
import { ownNamesIn } from '../file-system/cloud-folder';
import { quoted } from '../quoted';
import { firstProblem } from '../sentences/first-problem';
import { CloudListing } from './cloud-listing';
import { copyName } from './copy-name';
import { downloadFailures, downloadProgress } from './download-sentences';
import { downloadText } from './download-text';
import { type FailureSentences, ManyDocuments } from './many-documents';

/** A document with its copy, which every attempt sends as it is: the cloud may have made it, and its answer was lost. */
interface Duplicate {
    readonly document: CloudDocument;
    copy: NewDocument | undefined;
}

/** What users do with documents of the Cloud view, beside deleting and uploading. */
@injectable()
export class DocumentActions {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(LinkClipboard)
    protected readonly links: LinkClipboard;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Opens documents. The last one gets the focus if `activate` is set. */
    async open(documents: readonly CloudDocument[], toSide: boolean, activate: boolean): Promise<void> {
        for (const document of documents) {
            const options: EditorOpenerOptions = {
                mode: activate ? 'activate' : 'reveal',
                ...(toSide ? { widgetOptions: { mode: 'split-right' } } : {})
            };
            try {
                await open(this.opener, this.directory.permanentUri(document), options);
            } catch (error) {
                const operation = nls.localize(
                    'sanyam/cloudView/openFailed',
                    'Could not open {0}',
                    quoted(document.name)
                );
                await this.errors.show(operation, error, () => this.open([document], toSide, activate));
            }
        }
    }

    /** Asks for a name, creates an empty document in a folder, and opens it. */
    async create(folder: string): Promise<void> {
        const name = await this.askForName({
            title: nls.localize('sanyam/cloudView/newTitle', 'New Cloud Document'),
            prompt: inFolder(folder)
        });
        if (name !== undefined) {
            await this.createNamed(name, folder, generateUuid());
        }
    }

    private async createNamed(name: string, folder: string, idempotencyKey: string): Promise<void> {
        try {
            const created = await this.service.create({
                name,
                folder,
                language_id: this.languages.detect(new URI().withPath(`/${name}`)),
                content: '',
                idempotency_key: idempotencyKey
            });
            this.listing.note(created);
            await this.open([created], false, true);
        } catch (error) {
            const operation = nls.localize('sanyam/cloudView/createFailed', 'Could not create {0}', quoted(name));
            await this.errors.show(operation, error, () => this.createNamed(name, folder, idempotencyKey));
        }
    }

    /** Asks for a new name of a document. */
    async rename(document: CloudDocument): Promise<void> {
        const name = await this.askForName({
            title: nls.localize('sanyam/cloudView/renameTitle', 'Rename Cloud Document'),
            prompt: nls.localize('sanyam/cloudView/renamePrompt', 'Enter the new name'),
            value: document.name
        });
        if (name !== undefined && name !== document.name) {
            await this.renameTo(document, name);
        }
    }

    private async renameTo(document: CloudDocument, name: string): Promise<void> {
        try {
            this.listing.note(await this.service.save(document.id, { name }));
        } catch (error) {
            const operation = nls.localize(
                'sanyam/cloudView/renameFailed',
                'Could not rename {0}',
                quoted(document.name)
            );
            await this.errors.show(operation, error, () => this.renameTo(document, name));
        }
    }

    /** Makes a copy of each document beside it, or at the top if it belongs to someone else. */
    async duplicate(documents: readonly CloudDocument[]): Promise<void> {
        await this.makeDuplicates(documents.map(document => ({ document, copy: undefined })));
    }

    private async makeDuplicates(duplicates: Duplicate[]): Promise<void> {
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/cloudView/duplicateFailed', 'Could not duplicate {0}', name),
            several: count =>
                nls.localize('sanyam/cloudView/duplicateFailedSeveral', 'Could not duplicate {0} documents', count)
        };
        const { failed } = await this.many.run({
            items: duplicates,
            nameOf: ({ document }) => document.name,
            progress: nls.localize('sanyam/cloudView/duplicating', 'Duplicating {0} documents…', duplicates.length),
            perform: async (duplicate, signal) => {
                duplicate.copy ??= await this.copyOf(duplicate.document, signal);
                this.listing.note(await this.service.create(duplicate.copy, signal));
            }
        });
        await this.many.showFailures(
            sentences,
            failed,
            ({ document }) => document.name,
            items => this.makeDuplicates(items)
        );
    }

    private async copyOf(document: CloudDocument, signal: AbortSignal): Promise<NewDocument> {
        const { content, language_id } = await this.service.read(document.id, signal);
        const folder = document.permission === 'owner' ? document.folder : '';
        const name = copyName(document.name, ownNamesIn(this.listing.documents, folder));
        return { name, folder, language_id, content, idempotency_key: generateUuid() };
    }

    /** Saves the texts of documents, as the cloud has them, in files that the browser downloads. */
    async download(documents: readonly CloudDocument[]): Promise<void> {
        const { failed } = await this.many.run({
            items: documents,
            nameOf: ({ name }) => name,
            ...downloadProgress(documents.length),
            perform: async ({ id }, signal) => {
                const { name, content } = await this.service.read(id, signal);
                downloadText(name, content);
            }
        });
        await this.many.showFailures(
            downloadFailures(),
            failed,
            ({ name }) => name,
            items => this.download(items)
        );
    }

    /** Copies the addresses of documents, one a line. An address keeps working after a rename or a move. */
    async copyLinks(documents: readonly CloudDocument[]): Promise<void> {
        const links = documents.map(({ id }) => deepLink(id, window.location));
        const [first] = documents;
        const text =
            documents.length === 1 && first
                ? nls.localize('sanyam/cloudView/copied', 'Copied the link to {0}.', quoted(first.name))
                : nls.localize('sanyam/cloudView/copiedMany', 'Copied {0} links.', documents.length);
        await this.links.copy(links, text);
    }

    private askForName(options: { title: string; prompt: string; value?: string }): Promise<string | undefined> {
        const { value = '' } = options;
        const stem = value.lastIndexOf('.');
        return this.quickInput.input({
            ...options,
            value,
            valueSelection: [0, stem > 0 ? stem : value.length],
            validateInput: async input => firstProblem(documentNameSchema, input)
        });
    }
}

function inFolder(folder: string): string {
    return folder === ''
        ? nls.localize('sanyam/cloudView/newPrompt', 'Enter a name for the cloud document')
        : nls.localize('sanyam/cloudView/newPromptIn', 'Enter a name for the cloud document in “{0}”', folder);
}
