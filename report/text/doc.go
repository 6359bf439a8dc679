// Package text writes reports as plain text, for terminals, chat and mail.
//
//	err := text.Renderer{}.Render(os.Stdout, doc)
//
// Tables are aligned and wrapped to the width, impacts are drawn as bars whose
// uncertain ends are lighter, and every figure reads as in all other formats.
package text
