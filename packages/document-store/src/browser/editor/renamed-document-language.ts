// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDocumentService } from '../cloud-document-service';
import { DocumentLanguages, PLAIN_TEXT } from '../document-languages';
import { CloudEditors } from './cloud-editors';
import { shownDocument } from './shown-document';

/** Gives an editor the language of the document's new name, as after a rename of a file. */
@injectable()
export class RenamedDocumentLanguage implements FrontendApplicationContribution {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudEditors)
    protected readonly cloudEditors: CloudEditors;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    onStart(): void {
        this.editors.onCreated(widget => this.follow(widget));
        this.documents.onDidRename(({ documentId, previous }) =>
            this.cloudEditors.of(documentId).forEach(widget => this.follow(widget, previous))
        );
    }

    /** @param before the name before; by default the one in the editor's URI, which is as old as the editor */
    private follow(widget: EditorWidget, before: string = widget.editor.uri.path.base): void {
        const { editor } = widget;
        const documentId = shownDocument(widget)?.documentId;
        const now = documentId && this.documents.nameOf(documentId);
        if (now === undefined || now === before) {
            return;
        }
        const [old, language] = [this.languageOf(before), this.languageOf(now)];
        // A language that the user chose stays, and so does one when the new name says nothing.
        const isDetected = old === PLAIN_TEXT || old === editor.document.languageId;
        if (isDetected && language !== PLAIN_TEXT && language !== editor.document.languageId) {
            editor.setLanguage(language);
        }
    }

    private languageOf(name: string): string {
        return this.languages.detect(new URI().withPath(`/${name}`));
    }
}
