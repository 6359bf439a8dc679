module github.com/allclear-go/allclear/internal/rivals

go 1.26

require (
	github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794
	github.com/allclear-go/allclear v0.0.0-00010101000000-000000000000
	github.com/google/uuid v1.6.0
	github.com/looplab/fsm v1.0.3
	github.com/qmuntal/stateless v1.7.2
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/google/go-intervals v0.0.2
	go.yaml.in/yaml/v3 v3.0.5 // indirect
)

replace github.com/allclear-go/allclear => ../..
