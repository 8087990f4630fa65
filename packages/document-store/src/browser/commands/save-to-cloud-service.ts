// SPDX-License-Identifier: MIT

import {
    CloudError,
    documentNameSchema,
    FeatureGate,
    hiddenCharacterProblem,
    SignInService,
    withoutHiddenCharacters,
    withVisibleCharacters,
    type CloudDocument
} from '@sanyam/types';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { SaveableWidget } from '@theia/core/lib/browser/saveable';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { DocumentLanguages, PLAIN_TEXT } from '../document-languages';
import { CloudDirectory } from '../file-system/cloud-directory';
import { UndecodableText } from '../local-text';
import { escapeIcons } from '../escape-icons';
import { planAllows } from '../plan-allows';
import { NewDocumentFolder } from '../new-document-folder';
import { quoted, quotedPlainly } from '../quoted';
import { firstProblem } from '../sentences/first-problem';
import { UnifiedDocumentResolver, type ResolvedDocument } from '../unified-document-resolver';
import { ConvertEncodingService } from './convert-encoding-service';

/** A text that becomes a new cloud document. */
interface UnsavedDocument extends ResolvedDocument {
    /** In the user's own tree. */
    readonly folder: string;
}

/** Saves the text of the current editor as a new cloud document and replaces the editor, as Save As does. */
@injectable()
export class SaveToCloudService {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(UnifiedDocumentResolver)
    protected readonly resolver: UnifiedDocumentResolver;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(ConvertEncodingService)
    protected readonly encodings: ConvertEncodingService;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(SaveableService)
    protected readonly saveables: SaveableService;

    @inject(NewDocumentFolder)
    protected readonly folders: NewDocumentFolder;

    async run(): Promise<void> {
        const widget = this.editors.currentEditor;
        if (!widget) {
            await this.messages.info(
                nls.localize(
                    'sanyam/documents/nothingToSave',
                    'Open the file that you want to save to the cloud, then run this command again.'
                )
            );
        } else if (this.directory.isCloudUri(widget.editor.uri)) {
            await this.saveables.save(widget);
        } else {
            await this.saveAsNew(widget);
        }
    }

    /** Saves the text of an editor as a new cloud document, also the text of another cloud document. */
    async saveAsNew(widget: EditorWidget): Promise<void> {
        const reason = nls.localize('sanyam/documents/signInToSave', 'Sign in to save this document to the cloud.');
        if (await this.signIn.requireUser(reason)) {
            await this.saveAsCloudDocument(widget);
        }
    }

    private async saveAsCloudDocument(widget: EditorWidget): Promise<void> {
        const uri = new URI(widget.editor.document.uri);
        const source = await this.read(uri, widget);
        const suggestion = source?.name;
        const folder = this.folders.of(uri);
        const name = suggestion && (await this.askForVisibleName(suggestion, folder));
        if (source !== undefined && name !== undefined) {
            const language_id = name === suggestion ? source.language_id : this.languageUnder(name, source);
            await this.create(widget, { ...source, name, folder, language_id }, generateUuid());
        }
    }

    /** Returns the text of the editor, or undefined if it would lose characters and the user does not convert it. */
    private async read(uri: URI, widget: EditorWidget): Promise<ResolvedDocument | undefined> {
        try {
            return await this.resolver.resolve(uri);
        } catch (error) {
            if (error instanceof UndecodableText) {
                const isConverted = await this.encodings.offer(uri.path.base, widget, error);
                return isConverted ? this.read(uri, widget) : undefined;
            }
            await this.errors.show(couldNotSave(uri.path.base), error, () => this.saveAsCloudDocument(widget));
            return undefined;
        }
    }

    /** Returns the language for a new name, as Save As does. If the name has none, the editor's language stays. */
    private languageUnder(name: string, source: ResolvedDocument): string {
        const language = this.languages.detect(new URI().withPath(`/${name}`));
        return language === PLAIN_TEXT ? source.language_id : language;
    }

    /** Asks for a name. If the suggestion has invisible characters, shows them and first offers the name without them. */
    private async askForVisibleName(suggestion: string, folder: string): Promise<string | undefined> {
        if (hiddenCharacterProblem(suggestion) === undefined) {
            return this.askForName(suggestion, folder);
        }
        const visible = withoutHiddenCharacters(suggestion);
        const choices: (QuickPickItem & { readonly name?: string })[] = [
            {
                label: nls.localize(
                    'sanyam/documents/visibleName',
                    'Use the Name Without Them: {0}',
                    escapeIcons(visible)
                ),
                name: visible
            },
            { label: nls.localize('sanyam/documents/anotherName', 'Enter Another Name…') }
        ];
        const choice = await this.quickInput.showQuickPick(visible === '' ? choices.slice(1) : choices, {
            title: nls.localize('sanyam/documents/saveTitle', 'Save to Cloud'),
            placeholder: nls.localize(
                'sanyam/documents/hiddenCharacters',
                'The name of the file has invisible characters: {0}',
                withVisibleCharacters(suggestion)
            )
        });
        return choice && (choice.name ?? this.askForName(visible, folder));
    }

    private askForName(suggestion: string, folder: string): Promise<string | undefined> {
        const stem = suggestion.lastIndexOf('.');
        return this.quickInput.input({
            title: nls.localize('sanyam/documents/saveTitle', 'Save to Cloud'),
            prompt:
                folder === ''
                    ? nls.localize('sanyam/documents/namePrompt', 'Enter a name for the cloud document')
                    : nls.localize(
                          'sanyam/documents/namePromptIn',
                          'Enter a name for the cloud document in the folder {0}',
                          quotedPlainly(folder)
                      ),
            value: suggestion,
            valueSelection: [0, stem > 0 ? stem : suggestion.length],
            validateInput: async input => firstProblem(documentNameSchema, input)
        });
    }

    /** A retry sends the same key, so that a lost response does not lead to two documents. */
    private async create(widget: EditorWidget, document: UnsavedDocument, idempotencyKey: string): Promise<void> {
        const abort = new AbortController();
        const progress = await this.messages.showProgress(
            {
                text: nls.localize('sanyam/documents/saving', 'Saving {0} to the cloud…', quoted(document.name)),
                options: { cancelable: true }
            },
            () => abort.abort()
        );
        let created: CloudDocument;
        try {
            await this.requireCloudStorage();
            const { name, folder, language_id, content } = document;
            const idempotent = { name, folder, language_id, content, idempotency_key: idempotencyKey };
            created = await this.documents.create(idempotent, abort.signal);
        } catch (error) {
            progress.cancel();
            if (abort.signal.aborted) {
                await this.messages.info(
                    nls.localize(
                        'sanyam/documents/canceled',
                        'Saving {0} was canceled. If the cloud had already received it, it is in your list of cloud documents.',
                        quoted(document.name)
                    )
                );
            } else {
                await this.errors.show(couldNotSave(document.name), error, () =>
                    this.create(widget, document, idempotencyKey)
                );
            }
            return;
        }
        progress.cancel();
        await this.replaceEditor(created, widget, document);
    }

    private async replaceEditor(
        created: CloudDocument,
        widget: EditorWidget,
        document: ResolvedDocument
    ): Promise<void> {
        try {
            await this.continueIn(this.directory.permanentUri(created), widget, document);
        } catch (error) {
            const operation = nls.localize(
                'sanyam/documents/savedButNotOpened',
                'Saved {0} to the cloud, but could not open it',
                quoted(created.name)
            );
            await this.errors.show(operation, error, () => this.replaceEditor(created, widget, document));
            return;
        }
        this.messages
            .info(
                nls.localize(
                    'sanyam/documents/saved',
                    'Saved {0} to the cloud. This editor now saves the cloud document.',
                    quoted(created.name)
                ),
                { timeout: 5000 }
            )
            .catch(console.error);
    }

    private async requireCloudStorage(): Promise<void> {
        if (this.gate && !(await planAllows(this.gate, 'cloud_storage'))) {
            const { tier } = await this.gate.getTierLimits();
            throw new CloudError('FEATURE_NOT_AVAILABLE', `Your plan (${tier}) does not include cloud documents.`, {
                feature: 'cloud_storage',
                tier
            });
        }
    }

    /**
     * Opens the cloud document and closes `widget`. The cursor, and edits made during the upload, move to the new editor
     * first, so that no text is lost if a step fails.
     */
    private async continueIn(uri: URI, widget: EditorWidget, sent: ResolvedDocument): Promise<void> {
        const { selection, document } = widget.editor;
        const options: EditorOpenerOptions = { selection, widgetOptions: { ref: widget, mode: 'tab-after' } };
        const replacement = await open(this.opener, uri, options);
        if (!(replacement instanceof EditorWidget)) {
            return;
        }
        replacement.editor.setLanguage(sent.language_id);
        const latest = document.getText();
        if (latest !== sent.shown) {
            const { uri: source, lineCount } = replacement.editor.document;
            const range = { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } };
            await replacement.editor.replaceText({ source, replaceOperations: [{ range, text: latest }] });
        }
        if (SaveableWidget.is(widget) && widget.editor.uri.toString() === document.uri) {
            await widget.closeWithoutSaving(true);
        }
    }
}

function couldNotSave(name: string): string {
    return nls.localize('sanyam/documents/saveFailed', 'Could not save {0} to the cloud', quoted(name));
}
