// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import type { NoticeOptions } from '../closable-notifications';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import { CloudCopies } from './cloud-copies';
import { ConflictAuthors } from './conflict-authors';
import { isDecided, onceDecided } from './conflict-end';
import { CONFLICT_CHOICES, SaveConflictDialog, type ConflictResolution } from './save-conflict-dialog';
import { TextComparison } from './text-comparison';
import { TextNames } from './text-names';

/** Asks the user how to resolve a conflict, and carries out what they decide. Their text stays in the editor until then. */
@injectable()
export class SaveConflictService {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(TextComparison)
    protected readonly comparison: TextComparison;

    @inject(CloudCopies)
    protected readonly copies: CloudCopies;

    @inject(TextNames)
    protected readonly names: TextNames;

    @inject(ConflictAuthors)
    protected readonly authors: ConflictAuthors;

    /** Ids of documents with an open dialog. Saving again does not open a second one. */
    private readonly asking = new Set<string>();

    /** Documents and versions that are compared, with the question. Comparing again shows the same comparison. */
    private readonly compared = new Set<string>();

    /** Opens the dialog with the choices. */
    async ask(model: CloudDocumentModel, conflict: SaveConflict): Promise<void> {
        const { documentId } = model;
        if (this.asking.has(documentId)) {
            return;
        }
        this.asking.add(documentId);
        let resolution: ConflictResolution | undefined;
        try {
            const dialog = new SaveConflictDialog(this.nameOf(model));
            this.explain(model, conflict, sentence => dialog.explain(sentence));
            resolution = await dialog.open();
        } finally {
            this.asking.delete(documentId);
        }
        if (resolution !== undefined) {
            await this.resolve(model, conflict, resolution);
        }
    }

    /**
     * Says who saved which version, and on which version the text is based.
     *
     * @param say is called at once, and again when the cloud has told who it was
     */
    explain(model: CloudDocumentModel, conflict: SaveConflict, say: (sentence: string) => void): void {
        say(this.sentenceOf(conflict, undefined));
        this.authors
            .addressOf(model.documentId, conflict)
            .then(address => address !== undefined && say(this.sentenceOf(conflict, address)))
            .catch((error: unknown) => console.error(error));
    }

    private sentenceOf(conflict: SaveConflict, address: string | undefined): string {
        const { base, version } = conflict;
        const saved = this.authors.isOwn(conflict)
            ? nls.localize('sanyam/conflict/byYou', 'You saved version {0} in another window.', version)
            : address === undefined
              ? nls.localize('sanyam/conflict/byAnother', 'Another user saved version {0}.', version)
              : nls.localize('sanyam/conflict/byUser', '{0} saved version {1}.', address, version);
        return base === undefined
            ? saved
            : nls.localize(
                  'sanyam/conflict/basedOn',
                  '{0} Your text is based on version {1}.',
                  saved,
                  base.documentVersion
              );
    }

    /** Carries out a decision. An error is shown, and the conflict stays. */
    async resolve(model: CloudDocumentModel, conflict: SaveConflict, resolution: ConflictResolution): Promise<void> {
        try {
            await this.carryOut(model, resolution, conflict.version);
        } catch (error) {
            const notice = new AbortController();
            const listening = onceDecided(model, conflict.version, () => notice.abort());
            const again = (): Promise<void> => this.resolve(model, conflict, resolution);
            await this.errors.show(couldNotResolve(quoted(this.names.of(model))), error, again, [], notice.signal);
            listening.dispose();
        }
    }

    private async carryOut(
        model: CloudDocumentModel,
        resolution: ConflictResolution,
        theirVersion: number
    ): Promise<void> {
        switch (resolution) {
            case 'compare':
                return this.compare(model);
            case 'overwrite':
                model.overwrite(theirVersion);
                return model.save();
            case 'take-theirs':
                return this.takeTheirs(model);
            case 'keep-copy':
                await this.copies.create(model, this.nameOf(model));
                return this.takeTheirs(model);
        }
    }

    private async takeTheirs(model: CloudDocumentModel): Promise<void> {
        // A revert does not fail if the text cannot be read. Reading it into the cache first does.
        await this.documents.read(model.documentId);
        // Revert is an edit, so Undo restores the user's text.
        await model.revert();
    }

    private async compare(model: CloudDocumentModel): Promise<void> {
        const theirs = await this.documents.read(model.documentId);
        const sides = nls.localize('sanyam/conflict/sides', 'Cloud ↔ Yours');
        const close = await this.comparison.open(this.nameOf(model), theirs.content, new URI(model.uri), sides);
        const comparison = `${model.documentId} ${theirs.version}`;
        if (isDecided(model, theirs.version)) {
            close();
        } else if (!this.compared.has(comparison)) {
            this.compared.add(comparison);
            try {
                await this.decide(model, theirs, close);
            } finally {
                this.compared.delete(comparison);
            }
        }
    }

    private async decide(
        model: CloudDocumentModel,
        theirs: Pick<CloudDocument, 'version'>,
        close: () => void
    ): Promise<void> {
        const notice = new AbortController();
        // The user can also decide in the bar of the editor, by a save, or in a dialog.
        const listening = onceDecided(model, theirs.version, () => {
            notice.abort();
            close();
        });
        const options: NoticeOptions = { timeout: 0, until: notice.signal };
        const answer = await this.messages.info(
            whichVersion(theirs.version, quoted(this.names.of(model))),
            options,
            ...CONFLICT_CHOICES.map(([label]) => label)
        );
        const resolution = CONFLICT_CHOICES.find(([label]) => label === answer)?.[1];
        if (resolution === undefined) {
            return;
        }
        try {
            if (!isDecided(model, theirs.version)) {
                await this.carryOut(model, resolution, theirs.version);
            }
        } finally {
            if (isDecided(model, theirs.version)) {
                listening.dispose();
                close();
            }
        }
    }

    private nameOf(model: CloudDocumentModel): string {
        return this.directory.nameAt(new URI(model.uri), model.documentId);
    }
}

function couldNotResolve(name: string): string {
    return nls.localize('sanyam/conflict/failed', 'Could not resolve the conflict of {0}', name);
}

function whichVersion(version: number, name: string): string {
    return nls.localize(
        'sanyam/conflict/compared',
        'The comparison shows how your text differs from version {0} from the cloud. You can edit your text there. Which version of {1} do you want to keep?',
        version,
        name
    );
}
